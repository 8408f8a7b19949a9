// The status page in a real browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, afterEach, before, beforeEach, test } from "node:test";

import { MALICIOUS, axe, getProfile, startBrowser, startEmulator } from "./setting.mjs";

let browser, emulator, page, seen;

before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

beforeEach(async () => {
  emulator = await startEmulator();
  page = await open();
});
afterEach(async () => {
  await page.context().close();
  await emulator.stop();
  assert.deepEqual(seen.problems, [], "the console is silent");
  assert.deepEqual([...seen.origins], [emulator.url], "nothing comes from elsewhere");
});

async function open(options = {}) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  const opened = await context.newPage();
  seen = { origins: new Set(), problems: [] };
  opened.on("request", (request) => {
    if (!request.url().startsWith("data:")) seen.origins.add(new URL(request.url()).origin);
  });
  opened.on("console", (message) => seen.problems.push(message.text()));
  opened.on("pageerror", (error) => seen.problems.push(String(error)));
  await opened.goto(emulator.url);
  await opened.getByText(`Listening on ${emulator.url}`).waitFor();
  return opened;
}

/** Presses Tab until the focus is on the control with this name. */
async function tabTo(name) {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const control = document.activeElement;
      return control.labels?.[0]?.textContent.trim() || control.textContent.trim();
    });
    if (focused === name) return;
  }
  assert.fail(`the keyboard does not reach ${name}`);
}

const faults = async () => (await fetch(`${emulator.url}/__emulator/faults`)).json();

test("users are shown as text, and commands have the token of the chosen one", async () => {
  await page.getByRole("cell", { name: "u-grace" }).waitFor();
  await page.getByText(MALICIOUS).waitFor();
  assert.equal(await page.title(), "GenAuth emulator");
  await page.getByLabel("Grace Hopper").check();
  const languages = await page.getByLabel("Show commands for").locator("option").allTextContents();
  assert.deepEqual(languages, [
    "any program", "curl", "genauth", "Python", "Rust", "C", "C++", "Kotlin", "Java", "Swift",
  ]);
  for (const language of languages) {
    await page.getByLabel("Show commands for").selectOption(language);
    const commands = await page.getByLabel("Commands", { exact: true }).textContent();
    assert.ok(commands.includes(emulator.url) && commands.includes("graces-token"), language);
  }
});

test("a command that is copied works", async () => {
  await page.getByLabel("Ada Lovelace").check();
  await page.getByLabel("Show commands for").selectOption("curl");
  await page.getByRole("button", { name: "Copy" }).click();
  await page.getByText("Copied").waitFor();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  const printed = execFileSync("sh", ["-c", command.replace("curl", "curl --silent --noproxy '*'")]);
  assert.equal(JSON.parse(printed).data.name, "Ada Lovelace");
});

test("requests appear as they come, without what is in them", async () => {
  await page.getByText("No request yet.").waitFor();
  await getProfile(emulator.url, "secret-token", "?secret=query");
  const row = page.getByRole("row", { name: /GET \/api\/v3\/get-profile 200 answered/ });
  await row.waitFor();
  assert.doesNotMatch(await page.content(), /secret/);
  await page.getByLabel("Pause").check();
  await getProfile(emulator.url, "adas-token");
  await page.waitForTimeout(1500);
  assert.equal(await row.count(), 1, "a paused list stays");
  await page.getByLabel("Pause").uncheck();
  await page.getByText("2 requests").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("No request yet.").waitFor();
});

test("faults are switched on and off by keyboard", async () => {
  await tabTo("Rate limit");
  await page.keyboard.press("Space");
  await page.getByText("Rate limit: on").waitFor();
  assert.equal((await getProfile(emulator.url, "adas-token")).status, 429);
  await page.keyboard.press("Space");
  await page.getByText("Rate limit: off").waitFor();
  assert.deepEqual(await faults(), []);

  await page.evaluate(() => document.activeElement.blur());
  await page.getByLabel("Grace Hopper").check();
  await tabTo("Suspended user");
  await page.keyboard.press("Space");
  await page.getByText("Suspended user: on").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(async () => (await (await fetch("/__emulator/faults")).json())[0]?.user === "u-grace");
  const codes = await Promise.all(
    ["graces-token", "adas-token"].map(async (token) => (await (await getProfile(emulator.url, token)).json()).statusCode),
  );
  assert.deepEqual(codes, [403, 200]);
});

test("what is switched on elsewhere is shown", async () => {
  const body = JSON.stringify({ kind: "hang" });
  await fetch(`${emulator.url}/__emulator/faults`, { method: "POST", body });
  await page.getByRole("switch", { name: "No response", checked: true }).waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    test(`no barriers: ${colorScheme}, ${width} pixels wide`, async () => {
      await page.context().close();
      page = await open({ colorScheme, viewport: { width, height: 900 } });
      await getProfile(emulator.url, "adas-token");
      await getProfile(emulator.url, "adas-token", "/nowhere");
      await page.getByText("2 requests").waitFor();
      await page.getByRole("switch", { name: "Outage" }).check();
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      assert.deepEqual(found, []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
    });
  }
}

test("an emulator that has stopped is reported", async () => {
  await emulator.stop();
  await page.getByText("The emulator does not respond").waitFor();
  // The browser says so, too.
  seen.problems = seen.problems.filter((problem) => !problem.includes("ERR_CONNECTION"));
  await page.close();
  seen.problems = seen.problems.filter((problem) => !problem.includes("ERR_CONNECTION"));
});
