// Pictures of the status page, for people: `cargo xtask screenshots`.

import { join } from "node:path";

import { getProfile, startBrowser, startEmulator } from "./setting.mjs";

const [, , folder] = process.argv;
const emulator = await startEmulator();
const browser = await startBrowser();
const answered = ["adas-token", "graces-token", "unknown", "documented-user-token"];
for (const token of answered) await getProfile(emulator.url, token);
const body = JSON.stringify({ kind: "rate_limited", times: 1 });
await fetch(`${emulator.url}/__emulator/faults`, { method: "POST", body });
await getProfile(emulator.url, "adas-token");
await fetch(`${emulator.url}/oidc/.well-known/openid-configuration`);
await fetch(`${emulator.url}/__emulator/faults`, { method: "POST", body: JSON.stringify({ kind: "unavailable" }) });
for (const colorScheme of ["light", "dark"]) {
  for (const [name, width] of [["wide", 1280], ["narrow", 390]]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 }, deviceScaleFactor: 2 });
    await page.goto(emulator.url);
    await page.getByText("6 requests").waitFor();
    await page.getByLabel("Show commands for").selectOption("Python");
    const path = join(folder, `emulator-${name}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: true });
    console.log(path);
    await page.close();
  }
}
await browser.close();
await emulator.stop();
