"""api/openapi.yaml for tests: its operations, what they promise, and whether an answer keeps it."""

import json
import re
from functools import cached_property, lru_cache
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "api" / "openapi.yaml"
METHODS = ("get", "put", "post", "delete")
PROBLEM = "application/problem+json"


def pointer(document, ref):
    """What a reference like #/components/schemas/id leads to."""
    value = document
    for part in ref.removeprefix("#/").split("/"):
        value = value[part.replace("~1", "/").replace("~0", "~")]
    return value


def references(value):
    """Every $ref in a value."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


class Operation:
    """One method of one path."""

    def __init__(self, contract, path, item, method):
        self.contract = contract
        self.path = path
        self.method = method.upper()
        self.spec = item[method]
        self.id = self.spec["operationId"]
        own = [contract.resolve(one) for one in self.spec.get("parameters", [])]
        names = {(one["name"], one["in"]) for one in own}
        shared = [contract.resolve(one) for one in item.get("parameters", [])]
        self.parameters = own + [one for one in shared if (one["name"], one["in"]) not in names]

    def parameters_in(self, place):
        return [one for one in self.parameters if one["in"] == place]

    @cached_property
    def body(self):
        """The media types of the request's body; empty where none is taken."""
        return self.spec.get("requestBody", {}).get("content", {})

    def response(self, status):
        """What is documented for a status, or by default; none."""
        responses = self.spec["responses"]
        found = responses.get(str(status), responses.get("default"))
        return self.contract.resolve(found) if found else None


class Contract:
    def __init__(self, text=None):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.document = yaml.load(text or PAGE.read_text("utf-8"), loader)
        self.resolver = jsonschema.RefResolver.from_schema(self.document)
        self.operations = {}
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    one = Operation(self, path, item, method)
                    self.operations[one.id] = one

    def resolve(self, value):
        while "$ref" in value:
            value = pointer(self.document, value["$ref"])
        return value

    def example_of(self, name, status=200):
        """The example of an operation's answer."""
        content = self.operations[name].response(status)["content"]
        return next(iter(content.values()))["example"]

    def component(self, name):
        return self.document["components"]["schemas"][name]

    def whole(self, schema, without=("description",)):
        """A schema with all that it refers to in place, as the program prints it."""
        if isinstance(schema, dict) and "$ref" in schema:
            return self.whole(pointer(self.document, schema["$ref"]), without)
        if isinstance(schema, dict):
            return {key: {name: self.whole(part, without) for name, part in value.items()}
                    if key == "properties" else self.whole(value, without)
                    for key, value in schema.items() if key not in without}
        if isinstance(schema, list):
            return [self.whole(part, without) for part in schema]
        return schema

    @lru_cache(maxsize=None)
    def _validator(self, text):
        return jsonschema.Draft202012Validator(json.loads(text), resolver=self.resolver)

    def errors(self, schema, value):
        """What is wrong with a value, one line each."""
        return [f"{error.json_path}: {error.message[:300]}" for error in
                self._validator(json.dumps(schema, sort_keys=True)).iter_errors(value)]

    def _header_faults(self, promised, headers):
        for name, header in promised.items():
            header = self.resolve(header)
            value = headers.get(name)
            if value is None:
                if header.get("required"):
                    yield f"the header {name} is missing"
                continue
            schema = self.resolve(header["schema"])
            typed = int(value) if schema.get("type") == "integer" and value.isdigit() else value
            yield from (f"{name}: {error}" for error in self.errors(header["schema"], typed))

    def faults(self, operation, answer, head_only=False):
        """Where an answer is not one that the contract promises for the operation."""
        promised = operation.response(answer.status)
        if promised is None:
            yield f"the status {answer.status} is not documented"
            return
        yield from self._header_faults(promised.get("headers", {}), answer.headers)
        content = promised.get("content", {})
        media = answer.headers.get("Content-Type")
        if not content:
            if answer.body or media:
                yield "a body where none is documented"
            return
        if media not in content:
            yield f"{media} is not documented for {answer.status}"
            return
        if head_only:
            if answer.body:
                yield "a body after HEAD"
            return
        schema = content[media].get("schema")
        if schema is None:
            return
        try:
            text = answer.body.decode()
            value = json.loads(text) if media.endswith("json") else text
        except ValueError as error:
            yield f"not readable: {error}"
            return
        yield from self.errors(schema, value)
        yield from self.body_faults(value)

    def body_faults(self, value):
        """Entries within an answer whose body is not that of their kind."""
        if isinstance(value, dict):
            if "kind" in value and isinstance(value.get("body"), dict):
                name = "body_" + value["kind"].replace(".", "_")
                body = dict(value["body"])
                yield from (f"{value['kind']}: {error}" for error in
                            self.errors({"$ref": f"#/components/schemas/{name}"}, body))
            for part in value.values():
                yield from self.body_faults(part)
        elif isinstance(value, list):
            for part in value:
                yield from self.body_faults(part)


def pattern_of(path):
    """A path or pattern without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def names_in(path):
    return re.findall(r"\{(\w+)\*?\}", path)
