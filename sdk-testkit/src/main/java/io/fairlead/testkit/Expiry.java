package io.fairlead.testkit;

/** How a watch from a version that is gone is told so. API servers do both, by where the version is missed. */
public enum Expiry {
    /** HTTP status 200 and a first line of type ERROR with the 410 Status, then the end of the stream. */
    ERROR_EVENT,
    /** HTTP status 410 with the Status as body. */
    HTTP_STATUS
}
