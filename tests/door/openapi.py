"""The form of an OpenAPI 3.1 document, as far as ours uses it: which fields each object has, and
must have (OpenAPI Specification 3.1.0, §4.8)."""

GONE = object()

# Object: (fields it must have, field: what is in it). "*" stands for any name; a list holds items.
# "text", "any", "schema" and "flag" end there.
OBJECTS = {
    "document": ({"openapi", "info", "paths"}, {
        "openapi": "text", "info": "info", "servers": ["server"], "tags": ["tag"],
        "security": ["any"], "paths": {"*": "item"}, "components": "components"}),
    "info": ({"title", "version"}, {
        "title": "text", "version": "text", "summary": "text", "description": "text",
        "license": "license", "contact": "any"}),
    "license": ({"name"}, {"name": "text", "identifier": "text", "url": "text"}),
    "server": ({"url"}, {"url": "text", "description": "text", "variables": {"*": "any"}}),
    "tag": ({"name"}, {"name": "text", "description": "text"}),
    "item": (set(), {
        "summary": "text", "description": "text", "parameters": ["parameter"],
        **{method: "operation" for method in ("get", "put", "post", "delete", "patch", "head")}}),
    "operation": ({"responses", "operationId"}, {
        "operationId": "text", "summary": "text", "description": "text", "tags": ["text"],
        "parameters": ["parameter"], "requestBody": "body", "responses": {"*": "response"},
        "security": ["any"], "deprecated": "flag"}),
    "parameter": ({"name", "in", "schema"}, {
        "name": "text", "in": "place", "description": "text", "required": "flag",
        "schema": "schema", "example": "any", "examples": {"*": "example"}, "style": "text",
        "explode": "flag", "allowReserved": "flag"}),
    "body": ({"content"}, {"description": "text", "required": "flag", "content": {"*": "media"}}),
    "response": ({"description"}, {
        "description": "text", "headers": {"*": "header"}, "content": {"*": "media"}}),
    "header": ({"schema"}, {
        "description": "text", "required": "flag", "schema": "schema", "example": "any"}),
    "media": (set(), {"schema": "schema", "example": "any", "examples": {"*": "example"}}),
    "example": ({"value"}, {"summary": "text", "description": "text", "value": "any"}),
    "scheme": ({"type"}, {
        "type": "text", "description": "text", "scheme": "text", "bearerFormat": "text",
        "name": "text", "in": "text"}),
    "components": (set(), {
        "schemas": {"*": "schema"}, "responses": {"*": "response"},
        "parameters": {"*": "parameter"}, "examples": {"*": "example"},
        "requestBodies": {"*": "body"}, "headers": {"*": "header"},
        "securitySchemes": {"*": "scheme"}}),
}
PLACES = ("query", "header", "path", "cookie")

# Where a test breaks a document: the way there (None: the first there is), the key, the new value.
BREAKS = [
    ((), "openapi", "3.0.3"),
    ((), "info", GONE),
    ((), "pathes", {}),
    (("info",), "title", 1),
    (("info",), "version", GONE),
    (("paths", "/healthz"), "fetch", {}),
    (("paths", "/healthz", "get"), "responses", GONE),
    (("paths", "/healthz", "get"), "parameter", []),
    (("paths", "/healthz", "get"), "tags", "one"),
    (("components", "responses", None), "description", GONE),
    (("components", "parameters", None), "in", "body"),
    (("components", "parameters", None), "schema", GONE),
    (("components", "securitySchemes", None), "type", GONE),
    (("components", "schemas"), "x", "text"),
]


def faults(document):
    """Every place at which the document is not of the form."""
    if not str(document.get("openapi", "")).startswith("3.1."):
        yield "openapi: not 3.1"
    yield from look("document", document, "")


def look(kind, value, where):
    if isinstance(kind, list):
        if not isinstance(value, list):
            yield f"{where}: not a list"
            return
        for index, one in enumerate(value):
            yield from look(kind[0], one, f"{where}[{index}]")
    elif isinstance(kind, dict):
        if not isinstance(value, dict):
            yield f"{where}: not an object"
            return
        for name, one in value.items():
            yield from look(kind["*"], one, f"{where}/{name}")
    elif kind in OBJECTS:
        yield from look_at_object(kind, value, where)
    elif kind == "text" and not isinstance(value, str):
        yield f"{where}: not text"
    elif kind == "flag" and not isinstance(value, bool):
        yield f"{where}: neither true nor false"
    elif kind == "place" and value not in PLACES:
        yield f"{where}: not one of {PLACES}"
    elif kind == "schema" and not isinstance(value, (dict, bool)):
        yield f"{where}: not a schema"


def look_at_object(kind, value, where):
    if not isinstance(value, dict):
        yield f"{where}: not an object"
        return
    if "$ref" in value:
        if set(value) - {"$ref", "summary", "description"}:
            yield f"{where}: a reference with more beside it"
        return
    needed, fields = OBJECTS[kind]
    for name in sorted(needed - set(value)):
        yield f"{where}: without {name}"
    for name, one in value.items():
        if name.startswith("x-"):
            continue
        if name not in fields:
            yield f"{where}: {name} is no field of this object"
        else:
            yield from look(fields[name], one, f"{where}/{name}")
