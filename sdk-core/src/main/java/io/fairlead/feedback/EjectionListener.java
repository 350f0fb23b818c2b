package io.fairlead.feedback;

import io.fairlead.endpoint.Endpoint;

/** Told of each ejection and each return, on the thread of the call that brought it about or noticed it: must not block. */
public interface EjectionListener {
    /** One that does nothing. */
    EjectionListener NONE = new EjectionListener() {};

    /** An endpoint gets no calls from now on. */
    default void ejected(Endpoint endpoint, Ejection ejection) {}

    /** It may be picked again. */
    default void returned(Endpoint endpoint) {}
}
