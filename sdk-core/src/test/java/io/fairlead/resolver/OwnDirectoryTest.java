package io.fairlead.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnDirectoryTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path parent;

    @Test
    void aMissingDirectoryIsMadeForTheOwnerOnly() throws IOException {
        open();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rwx------");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileIsItsOwnersOnlyAndNothingElseIsLeft() throws IOException {
        OwnDirectory directory = open();

        directory.replace("file", "before".getBytes(StandardCharsets.UTF_8));
        directory.replace("file", CONTENT);

        assertThat(directory.read("file")).isEqualTo(CONTENT);
        assertThat(files()).containsExactly("file");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path().resolve("file"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aMissingParentIsNotMade() {
        assertThatThrownBy(() -> OwnDirectory.open(path().resolve("deeper")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(path().resolve("deeper").toString())
                .hasMessageContaining("does not exist (make that first)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void aDirectoryThatOthersMayWriteToIsRefused(String permissions) throws IOException {
        open();
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(this::open).hasMessageContaining("others may write to it (chmod go-w, or");
    }

    @Test
    void aLinkToADirectoryIsRefused() throws IOException {
        Files.createSymbolicLink(path(), parent);

        assertThatThrownBy(this::open).hasMessageContaining("it is a symbolic link");
    }

    @Test
    void aFileInPlaceOfADirectoryIsRefused() throws IOException {
        Files.createFile(path());

        assertThatThrownBy(this::open).hasMessageContaining("it is no directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx------"})
    void aFileThatOthersMayUseIsRefused(String permissions) throws IOException {
        OwnDirectory directory = open();
        directory.replace("file", CONTENT);
        Files.setPosixFilePermissions(path().resolve("file"), PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> directory.read("file"))
                .hasMessageContaining("others may use it: " + permissions + " (remove it, and find out who");
    }

    @Test
    void aLinkInPlaceOfAFileIsRefusedAndReplaced() throws IOException {
        OwnDirectory directory = open();
        Path target = Files.write(parent.resolve("target"), "theirs".getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(path().resolve("file"), target);

        assertThatThrownBy(() -> directory.read("file")).hasMessageContaining("it is a symbolic link");
        directory.replace("file", CONTENT);

        assertThat(directory.read("file")).isEqualTo(CONTENT);
        assertThat(target).hasContent("theirs");
    }

    @Test
    void whatIsNoFileIsRefusedWithoutBeingOpened() throws IOException {
        OwnDirectory directory = open();
        Files.createDirectory(path().resolve("file"));

        assertThatThrownBy(() -> directory.read("file")).hasMessageContaining("it is no file");
    }

    @Test
    void anotherUsersFileAndDirectoryAreRefused() throws IOException {
        OwnDirectory directory = open();
        directory.replace("file", CONTENT);
        giveAway(path().resolve("file"));

        assertThatThrownBy(() -> directory.read("file")).hasMessageContaining("it belongs to another user, ");

        giveAway(path());
        assertThatThrownBy(this::open).hasMessageContaining("it belongs to another user, ");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        OwnDirectory directory = open();
        directory.replace("file", new byte[OwnDirectory.LARGEST + 1]);
        directory.replace("other", new byte[OwnDirectory.LARGEST]);

        assertThatThrownBy(() -> directory.read("file")).hasMessageContaining("it is larger than 16777216 bytes");
        assertThat(directory.read("other")).hasSize(OwnDirectory.LARGEST);
    }

    @Test
    void aFileThatIsNotThereIsNoTrouble() throws IOException {
        OwnDirectory directory = open();

        directory.delete("file");

        assertThatThrownBy(() -> directory.read("file")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFailedWriteLeavesWhatWasThere() throws IOException {
        OwnDirectory directory = open();
        directory.replace("file", CONTENT);
        Files.createDirectories(path().resolve("busy").resolve("inner"));

        assertThatThrownBy(() -> directory.replace("busy", CONTENT)).isInstanceOf(IOException.class);

        assertThat(directory.read("file")).isEqualTo(CONTENT);
        assertThat(files()).containsExactlyInAnyOrder("file", "busy");
    }

    @Test
    void whatACrashLeftIsHarmlessAndIsRemovedWhenItIsOld() throws IOException {
        OwnDirectory directory = open();
        directory.replace("a.json", CONTENT);
        directory.replace("b.json", CONTENT);
        directory.replace("b.txt", CONTENT);
        for (String name : List.of(".unfinished-1", ".unfinished-2")) {
            Files.write(path().resolve(name), new byte[] {1});
        }
        for (String name : List.of("b.json", "b.txt", ".unfinished-2")) {
            Files.setLastModifiedTime(path().resolve(name), FileTime.from(NOON.minusSeconds(1)));
        }

        directory.removeOld(".json", NOON, NOON);

        assertThat(files()).containsExactlyInAnyOrder("a.json", "b.txt", ".unfinished-1");
    }

    // Only root can.
    private static void giveAway(Path file) throws IOException {
        try {
            Files.setAttribute(file, "unix:uid", 12345);
        } catch (FileSystemException e) {
            Assumptions.abort("needs root: " + e.getMessage());
        }
    }

    private OwnDirectory open() throws IOException {
        return OwnDirectory.open(path());
    }

    private Path path() {
        return parent.resolve("answers");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(path())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
