// The flagship through openapi-typescript and openapi-fetch. What the compiler has to refuse stands behind
// `@ts-expect-error`, which is an error where it does not.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

const client = createClient<paths>({ baseUrl: process.argv[2] });

const created = await client.POST("/users", {
  body: { name: "Ada", email: "ada@typescript.example.org", password: "correct horse battery" },
});
assert.equal(created.response.status, 201);
const ada: components["schemas"]["UserOut"] | undefined = created.data;
assert(ada);
assert.equal(created.response.headers.get("location"), `/users/${ada.id}`);
// @ts-expect-error: the password never comes back
ada.password;
// @ts-expect-error: a user without an e-mail address is none
const incomplete: components["schemas"]["UserIn"] = { name: "Ada", password: "correct horse battery" };

const found = await client.GET("/users/{id}", { params: { path: { id: ada.id } } });
assert.deepEqual(found.data, ada);

const page = await client.GET("/users", { params: { query: { page: 1, size: 1 } } });
assert(page.data);
const names: string[] = page.data.items.map((user) => user.name);
assert.deepEqual([names.length, page.data.page, page.data.size], [1, 1, 1]);

const missing = await client.GET("/users/{id}", { params: { path: { id: 4711 } } });
assert.equal(missing.response.status, 404);
assert(missing.error);
const problem = missing.error;
assert.equal(problem.code, "user_not_found");
// @ts-expect-error: there is no such code
problem.code === "user_gone";
const detail: string | undefined = problem.detail;
assert.equal(detail, "user 4711 not found");

const taken = await client.POST("/users", { body: { ...incomplete, email: ada.email } });
assert.equal(taken.response.status, 409);
assert.equal(taken.error?.code, "email_taken");

const invalid = await client.POST("/users", { body: { ...incomplete, name: "", email: "nobody" } });
assert.equal(invalid.error?.code, "validation_error");
if (invalid.error?.code === "validation_error") {
  const places: (string | number)[][] = invalid.error.errors.map((fault) => fault.loc);
  assert.deepEqual(places, [["body", "name"], ["body", "email"]]);
}

const renamed = await client.PATCH("/users/{id}", { params: { path: { id: ada.id } }, body: { name: "Ada Lovelace" } });
assert.equal(renamed.data?.name, "Ada Lovelace");

const deleted = await client.DELETE("/users/{id}", { params: { path: { id: ada.id } } });
assert.equal(deleted.response.status, 204);
