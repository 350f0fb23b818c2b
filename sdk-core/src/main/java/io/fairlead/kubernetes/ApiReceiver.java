package io.fairlead.kubernetes;

/** Hears what comes of a request, in order, on threads of the HTTP client; must not block. */
interface ApiReceiver<T extends ApiObject> {
    /** The request is on its way: configuration and client are there. */
    void sent();

    /** The answer of a list. */
    void listed(ListReader.Listed<T> list);

    /** The watch is open; nothing may come for long. */
    void opened();

    /** One event of a watch. */
    void event(WatchEvent<T> event);

    /** Nothing more will come. */
    void failed(Problem problem);
}
