package io.fairlead.kubernetes;

/**
 * Identity and version of an object.
 *
 * @param namespace its namespace
 * @param name its name, unique in its kind and namespace
 * @param version its resourceVersion
 */
record ObjectId(String namespace, String name, String version) {}
