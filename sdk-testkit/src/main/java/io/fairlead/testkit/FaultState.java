package io.fairlead.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The faults that requests meet. */
record FaultState(List<Target> denied, List<Scripted> answers, List<Hold> holds, Expiry expiry) {
    static final FaultState NONE = new FaultState(List.of(), List.of(), List.of(), Expiry.ERROR_EVENT);

    FaultState deny(Target target) {
        return new FaultState(with(denied, target), answers, holds, expiry);
    }

    FaultState allow(Target target) {
        return new FaultState(denied.stream().filter(one -> !one.equals(target)).toList(), answers, holds, expiry);
    }

    FaultState answer(Scripted scripted) {
        return new FaultState(denied, with(answers, scripted), holds, expiry);
    }

    FaultState answerNormally() {
        return new FaultState(List.of(), List.of(), List.of(), expiry);
    }

    FaultState hold(Hold hold) {
        List<Hold> pending = holds.stream().filter(one -> !one.isOver()).toList();
        return new FaultState(denied, answers, with(pending, hold), expiry);
    }

    FaultState expireBy(Expiry wanted) {
        return new FaultState(denied, answers, holds, wanted);
    }

    Optional<Scripted> answerTo(Optional<ApiCall> call) {
        return answers.stream().filter(one -> one.target().matches(call)).findFirst();
    }

    boolean denies(ApiCall call) {
        return denied.stream().anyMatch(target -> target.matches(Optional.of(call)));
    }

    FaultState used(Scripted scripted) {
        List<Scripted> rest = new ArrayList<>(answers);
        int first = rest.indexOf(scripted);
        rest.remove(first);
        scripted.rest().ifPresent(left -> rest.add(first, left));
        return new FaultState(denied, List.copyOf(rest), holds, expiry);
    }

    private static <T> List<T> with(List<T> list, T one) {
        return Stream.concat(list.stream(), Stream.of(one)).toList();
    }

    /**
     * A failure for the requests to come.
     *
     * @param left for how many; negative for all
     */
    record Scripted(Target target, Failure failure, int left) {

        Optional<Scripted> rest() {
            return left == 1 ? Optional.empty() : Optional.of(new Scripted(target, failure, Math.max(left - 1, -1)));
        }
    }
}
