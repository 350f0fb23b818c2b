package io.fairlead.kubernetes;

/** What is kept of an object of the API; equal means that nothing we read of it has changed, its version included. */
interface ApiObject {
    /** Which object it is, and which version of it. */
    ObjectId id();
}
