// The OpenAPI document as a judge: is it well formed, and is an answer what it promises? Understands the part of JSON
// Schema that the document uses and refuses any keyword beyond it, so that nothing passes unread.
import assert from "node:assert/strict";

const keywords = new Set(["type", "properties", "required", "additionalProperties", "items", "enum", "format", "$ref", "oneOf", "description"]);
const methods = new Set(["get", "post", "put", "patch", "delete"]);
const time = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const typeOf = (value) => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
};
const isA = (value, type) => typeOf(value) === type || (type === "number" && typeOf(value) === "integer");

export class Document {
  constructor(document) {
    this.document = document;
    this.operations = [];
    this.exercised = new Set();
    for (const [pattern, byMethod] of Object.entries(document.paths)) {
      const expression = new RegExp(`^${pattern.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
      for (const [method, operation] of Object.entries(byMethod)) this.operations.push({ key: `${method.toUpperCase()} ${pattern}`, method: method.toUpperCase(), pattern, expression, operation });
    }
  }

  /** The operation that a request is one of; a pattern without parameters goes before one with. */
  find(method, path) {
    const plain = path.split("?")[0];
    const found = this.operations.filter((each) => each.method === method && each.expression.test(plain));
    return found.sort((a, b) => a.pattern.split("{").length - b.pattern.split("{").length)[0];
  }

  resolve(reference) {
    const name = /^#\/components\/schemas\/([\w.-]+)$/.exec(reference)?.[1];
    assert.ok(name && this.document.components.schemas[name], `${reference} leads nowhere`);
    return this.document.components.schemas[name];
  }

  /** What is wrong with a value, each with its place; members that the schema does not name are wrong. */
  faults(schema, value, place = "$") {
    for (const keyword of Object.keys(schema)) assert.ok(keywords.has(keyword), `the schema at ${place} says "${keyword}", which this judge does not know`);
    if (schema.$ref) return this.faults(this.resolve(schema.$ref), value, place);
    if (schema.oneOf) {
      const fitting = schema.oneOf.filter((one) => this.faults(one, value, place).length === 0).length;
      return fitting === 1 ? [] : [`${place}: ${fitting} of the alternatives fit`];
    }
    const types = schema.type === undefined ? [] : [schema.type].flat();
    if (types.length > 0 && !types.some((type) => isA(value, type))) return [`${place}: ${typeOf(value)} instead of ${types.join(" or ")}`];
    if (schema.enum && !schema.enum.includes(value)) return [`${place}: ${JSON.stringify(value)} is none of ${schema.enum.join(", ")}`];
    if (schema.format === "date-time" && !time.test(value)) return [`${place}: "${value}" is no time`];
    if (schema.format === "int64" && !Number.isSafeInteger(value)) return [`${place}: ${value} is no exact number`];
    if (typeOf(value) === "array") return schema.items ? value.flatMap((item, index) => this.faults(schema.items, item, `${place}[${index}]`)) : [];
    if (typeOf(value) === "object") return this.faultsOfObject(schema, value, place);
    return [];
  }

  faultsOfObject(schema, value, place) {
    const { properties = {}, required = [], additionalProperties } = schema;
    const faults = required.filter((name) => !(name in value)).map((name) => `${place}.${name} is missing`);
    for (const [name, member] of Object.entries(value)) {
      if (Object.hasOwn(properties, name)) faults.push(...this.faults(properties[name], member, `${place}.${name}`));
      else if (typeof additionalProperties === "object") faults.push(...this.faults(additionalProperties, member, `${place}.${name}`));
      else if (additionalProperties !== true && (schema.properties || additionalProperties === false)) faults.push(`${place}.${name} is not described`);
    }
    return faults;
  }

  /** Fails when the answer to a request, or a JSON body that was taken, is not what the document says. */
  verify(method, path, answer, sent) {
    const found = this.find(method, path);
    if (!found) {
      if (method !== "HEAD" && method !== "OPTIONS") assert.ok(answer.status === 404 || answer.status === 405, `${method} ${path} answers ${answer.status}, but is not documented`);
      return;
    }
    const { operation, key } = found;
    const what = `${key} answered ${answer.status}`;
    const success = answer.status < 400;
    assert.ok(!success || operation.responses[answer.status], `${what}, which the document does not name`);
    const response = operation.responses[answer.status] ?? operation.responses.default;
    this.exercised.add(`${key} ${success ? "success" : "error"}`);
    const type = (answer.headers["content-type"] ?? "").split(";")[0];
    if (!response.content) {
      assert.equal(answer.body, "", `${what} with a body that is not documented`);
      return;
    }
    const content = Object.entries(response.content).find(([told]) => told.split(";")[0] === type)?.[1];
    assert.ok(content, `${what} as ${type}; the document says ${Object.keys(response.content).join(", ")}`);
    const value = /json$/.test(type) && !type.includes("ndjson") ? answer.json() : answer.body;
    assert.deepEqual(this.faults(content.schema, value), [], `${what}, and the answer is not what the document says`);
    const body = operation.requestBody?.content["application/json"]?.schema;
    if (success && sent !== undefined && body) assert.deepEqual(this.faults(body, sent), [], `${key} took a body that the document does not describe`);
  }

  /** Everything that is wrong with the document itself. */
  wrong() {
    const wrong = [];
    const { document } = this;
    if (!/^3\.1\.\d+$/.test(document.openapi)) wrong.push(`openapi is ${document.openapi}`);
    for (const member of ["title", "version"]) if (!document.info?.[member]) wrong.push(`info.${member} is missing`);
    const ids = new Set();
    for (const { key, operation, pattern, method } of this.operations) {
      const say = (fault) => wrong.push(`${key}: ${fault}`);
      if (!methods.has(method.toLowerCase())) say("is no method");
      if (!operation.operationId || ids.has(operation.operationId)) say(`operationId "${operation.operationId}" is missing or used twice`);
      ids.add(operation.operationId);
      for (const member of ["summary", "x-permission"]) if (!operation[member]) say(`${member} is missing`);
      this.wrongParameters(pattern, operation.parameters ?? [], say);
      if (method === "GET" && operation.requestBody) say("takes a body");
      const codes = Object.keys(operation.responses ?? {});
      if (codes.filter((code) => /^2\d\d$/.test(code)).length !== 1) say(`has the answers ${codes}`);
      if (!operation.responses?.default?.content?.["application/problem+json"]) say("does not tell its errors");
      for (const [code, response] of Object.entries(operation.responses ?? {})) {
        if (!response.description) say(`answer ${code} has no description`);
        if (code !== "204" && !response.content) say(`answer ${code} has no content`);
        for (const { schema } of Object.values(response.content ?? {})) this.wrongSchema(schema, say);
      }
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) this.wrongSchema(schema, say);
      for (const alternative of operation.security ?? document.security ?? [])
        for (const scheme of Object.keys(alternative)) if (!document.components.securitySchemes?.[scheme]) say(`security scheme ${scheme} is not described`);
    }
    for (const [name, schema] of Object.entries(document.components.schemas)) this.wrongSchema(schema, (fault) => wrong.push(`schema ${name}: ${fault}`));
    return wrong;
  }

  wrongParameters(pattern, parameters, say) {
    const inPath = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const told = parameters.filter((each) => each.in === "path").map((each) => each.name);
    if (inPath.join() !== told.join()) say(`path parameters ${inPath} are told as ${told}`);
    const seen = new Set();
    for (const parameter of parameters) {
      if (seen.has(parameter.in + parameter.name)) say(`parameter ${parameter.name} stands there twice`);
      seen.add(parameter.in + parameter.name);
      if (!["path", "query", "header"].includes(parameter.in)) say(`parameter ${parameter.name} is in ${parameter.in}`);
      if (parameter.in === "path" && parameter.required !== true) say(`path parameter ${parameter.name} is not required`);
      if (!parameter.schema) say(`parameter ${parameter.name} has no schema`);
      else this.wrongSchema(parameter.schema, say);
    }
  }

  wrongSchema(schema, say) {
    for (const keyword of Object.keys(schema)) if (!keywords.has(keyword)) say(`the keyword "${keyword}" is not known here`);
    if (schema.$ref && !this.document.components.schemas[schema.$ref.replace("#/components/schemas/", "")]) say(`${schema.$ref} leads nowhere`);
    for (const name of schema.required ?? []) if (!Object.hasOwn(schema.properties ?? {}, name)) say(`"${name}" is required but not described`);
    for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])]) this.wrongSchema(inner, say);
    if (typeof schema.additionalProperties === "object") this.wrongSchema(schema.additionalProperties, say);
  }
}
