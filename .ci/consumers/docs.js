// The flagship's /docs in a browser: every operation is shown, "Try it out" works, and the browser has nothing to complain
// of, such as something that the page's policy forbids.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [address, executablePath] = process.argv.slice(2);
const ada = { name: "Ada", email: "ada@browser.example.org", password: "correct horse battery" };
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] });
const page = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
page.setDefaultTimeout(60_000);
const complaints = [];
page.on("console", (message) => {
  if (["error", "warning"].includes(message.type())) complaints.push(`${message.text()} (${message.location().url})`);
});
page.on("pageerror", (error) => complaints.push(`${error}`));
page.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
page.on("request", (request) => {
  const { origin, protocol } = new URL(request.url());
  if (!["data:", "blob:"].includes(protocol) && origin !== address) complaints.push(`it asks ${request.url()}`);
});
await page.goto(`${address}/docs`);
await page.locator(".opblock").first().waitFor();

// Every operation is shown, and opens.
const { paths } = await (await fetch(`${address}/openapi.json`)).json();
const operations = Object.values(paths).flatMap((item) => Object.values(item).map((operation) => operation.operationId));
for (const id of operations) {
  const block = page.locator(`.opblock[id$="-${id}"]`);
  await block.locator(".opblock-summary-control").click();
  await block.locator(".responses-wrapper").waitFor();
}
assert.equal(await page.locator(".opblock").count(), operations.length);
await page.locator(".opblock[id$='-get_user']").getByText("user_not_found").first().waitFor({ state: "attached" });
for (const models of await page.locator("section.models .model-box-control, section.models button").all()) {
  if (await models.isVisible()) await models.click();
}
await page.locator(".btn.authorize").click();
await page.locator(".modal-ux .close-modal").click();

/** Sends a request from the page, and returns its block, once the status of the answer is shown. */
async function tryOut(id, status, { body, parameters = {} } = {}) {
  const block = page.locator(`.opblock[id$="-${id}"]`);
  await block.locator(".try-out__btn").click();
  for (const [name, value] of Object.entries(parameters)) {
    await block.locator(`tr[data-param-name="${name}"] input`).fill(`${value}`);
  }
  if (body) await block.locator("textarea").fill(JSON.stringify(body));
  await block.locator(".btn.execute").click();
  const answer = block.locator(".live-responses-table .response-col_status").nth(1);
  await answer.waitFor();
  assert.equal((await answer.innerText()).trim().slice(0, 3), `${status}`, id);
  return block;
}

const created = await tryOut("create_user", 201, { body: ada });
const { id } = JSON.parse(await created.locator(".live-responses-table .highlight-code code").first().innerText());
await tryOut("get_user", 200, { parameters: { id } });

// The cookie of a login is kept: a browser refuses one whose attributes do not fit its name.
await tryOut("login", 204, { body: { email: ada.email, password: ada.password } });
const me = await tryOut("me", 200);
await me.locator(".live-responses-table").getByText(ada.email).first().waitFor();
const [cookie] = await page.context().cookies();
assert.deepEqual([cookie.name, cookie.secure, cookie.httpOnly], ["__Host-session", true, true]);
await tryOut("logout", 204);
assert.deepEqual(await page.context().cookies(), []);

// A picture that is received is shown.
await fetch(`${address}/users/${id}/avatar`, { method: "PUT", body: pixel, headers: { "content-type": "image/png" } });
const avatar = await tryOut("get_avatar", 200, { parameters: { id } });
const picture = avatar.locator(".live-responses-table img");
await picture.waitFor();
assert.equal(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth)), 1);

await fetch(`${address}/users/${id}`, { method: "DELETE" });
await browser.close();
assert.deepEqual(complaints, []);
console.log(`/docs shows ${operations.length} operations, and requests can be sent from it`);
