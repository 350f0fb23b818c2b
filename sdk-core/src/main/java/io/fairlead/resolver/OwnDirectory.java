package io.fairlead.resolver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * A directory that nobody but this process's user can change, and files in it that nobody else can read. What is not so is refused by an
 * exception that says what to do. Several processes may use one directory: each file is always a whole one.
 */
final class OwnDirectory {
    /** Bytes of the largest file that is read or written: far more than 10,000 endpoints need. */
    static final int LARGEST = 16 * 1024 * 1024;

    private static final String UNFINISHED = ".unfinished-";
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final FileAttribute<?> FILE = PosixFilePermissions.asFileAttribute(OWNERS);
    private static final FileAttribute<?> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final UserPrincipal owner;

    private OwnDirectory(Path path, UserPrincipal owner) {
        this.path = path;
        this.owner = owner;
    }

    /** Makes the directory if it is missing, and makes sure that it may be trusted. */
    static OwnDirectory open(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            throw refused(path, "its file system knows no owner and no permissions of files", "name another one");
        }
        make(path);
        PosixFileAttributes found = attributes(path);
        if (!found.isDirectory()) {
            throw refused(path, found.isSymbolicLink() ? "it is a symbolic link" : "it is no directory", "name one");
        }
        if (found.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || found.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw refused(path, "others may write to it", "chmod go-w, or name a directory in it");
        }
        OwnDirectory directory = new OwnDirectory(path, ownUser(path));
        if (!found.owner().equals(directory.owner)) {
            throw refused(path, "it belongs to another user, " + found.owner(), "name one of " + directory.owner);
        }
        return directory;
    }

    /**
     * A file's content.
     *
     * @throws NoSuchFileException if there is none
     */
    byte[] read(String name) throws IOException {
        Path file = path.resolve(name);
        PosixFileAttributes found = attributes(file);
        if (!found.isRegularFile()) {
            throw refused(file, found.isSymbolicLink() ? "it is a symbolic link" : "it is no file", "remove it");
        }
        if (!found.owner().equals(owner)) {
            throw refused(file, "it belongs to another user, " + found.owner(), "remove it");
        }
        if (!OWNERS.containsAll(found.permissions())) {
            throw refused(
                    file,
                    "others may use it: " + PosixFilePermissions.toString(found.permissions()),
                    "remove it, and find out who changed that");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw refused(file, "it is larger than " + LARGEST + " bytes", "remove it");
            }
            return content;
        }
    }

    /** Puts a file in place of what was there, whole or not at all. */
    void replace(String name, byte[] content) throws IOException {
        Path unfinished = Files.createTempFile(path, UNFINISHED, "", FILE);
        try {
            try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                // Or a machine that loses power may have the new name and no content. The name itself may get lost.
                out.force(true);
            }
            Files.move(unfinished, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(path.resolve(name));
    }

    /** Removes what nobody will use: files of that ending, and what a process that ended left unfinished, from before then. */
    void removeOld(String ending, Instant filesBefore, Instant unfinishedBefore) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean old = name.startsWith(UNFINISHED)
                        ? isBefore(file, unfinishedBefore)
                        : name.endsWith(ending) && isBefore(file, filesBefore);
                if (old) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isBefore(Path file, Instant time) throws IOException {
        try {
            PosixFileAttributes found = attributes(file);
            return found.isRegularFile() && found.lastModifiedTime().toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            return false; // another process was faster
        }
    }

    private static void make(Path path) throws IOException {
        try {
            Files.createDirectory(path, DIRECTORY);
        } catch (FileAlreadyExistsException e) {
            // Whether it may be trusted is found out next.
        } catch (NoSuchFileException e) {
            throw refused(path, "the directory that it is to be in does not exist", "make that first");
        }
    }

    // The name of the user says little in a container, where it need not be known. Whose a new file is says it all.
    private static UserPrincipal ownUser(Path path) throws IOException {
        Path file = Files.createTempFile(path, UNFINISHED, "", FILE);
        try {
            return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileSystemException refused(Path file, String why, String advice) {
        return new FileSystemException(file.toString(), null, why + " (" + advice + ")");
    }
}
