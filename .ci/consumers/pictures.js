// What a person sees of the flagship's /docs: a picture of an operation with its problems and their examples, also dark where the
// page can be. Swagger UI's own dark colours hide the names of headers, so its page stays light.
// `pictures.js ADDRESS CHROMIUM PAGE DIRECTORY` fails if the page complains, asks another host, or does not show them.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { chromium } from "playwright-core";

const [address, executablePath, shown, directory] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] });

/** Leads each page to the 404 of the operation `get_user`, with its example. */
const pages = {
  async swagger(page) {
    const block = page.locator(".opblock[id$='-get_user']");
    await block.locator(".opblock-summary-control").click();
    const problem = block.locator("tr.response[data-code='404']");
    await problem.evaluate((row) => row.scrollIntoView({ block: "center" }));
    return problem;
  },
  async scalar(page) {
    const operation = page.locator("section[id$='GET/users/{id}']");
    await page.getByText("Get a user", { exact: true }).first().click();
    await operation.getByRole("tab", { name: "404" }).click();
    return operation;
  },
};

for (const colorScheme of shown === "scalar" ? ["light", "dark"] : ["light"]) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 700 }, colorScheme });
  page.setDefaultTimeout(60_000);
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(`${error}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!["data:", "blob:"].includes(protocol) && origin !== address) complaints.push(`it asks ${request.url()}`);
  });
  await page.goto(`${address}/docs`);
  const problem = await pages[shown](page);
  // Its code, in the example of the body.
  await problem.getByText(`"user_not_found"`).locator("visible=true").first().waitFor();
  // Until what moves has come to rest.
  await page.waitForTimeout(1000);
  const picture = `${directory}/${shown}-${colorScheme}.png`;
  await page.screenshot({ path: picture });
  // A page that shows nothing compresses to almost nothing.
  assert.ok(statSync(picture).size > 20_000, `${picture} is empty`);
  assert.deepEqual(complaints, []);
  await page.close();
}
await browser.close();
console.log(`/docs of ${shown} shows an operation and its problems`);
