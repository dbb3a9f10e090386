import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { call, inWindow, start, stop, tag } from "./world.mjs";

before(start);
after(stop);

const rows = [
  ["order", "customer_id", "customer_name", "email", "ordered_at", "event", "amount", "note"],
  [`${tag}-1`, `im-${tag}-1`, `Ida Import ${tag}`, `ida-${tag}@example.com`, "2024-05-01 09:30:00", "Order Completed", "12.50", "first"],
  [`${tag}-2`, `im-${tag}-1`, `Ida Import ${tag}`, `ida-${tag}@example.com`, "2024-05-03 10:00:00", "Order Completed", "8.00", "second"],
  [`${tag}-3`, `im-${tag}-2`, `Ivo Import ${tag}`, `ivo-${tag}@example.com`, "not a time", "Order Completed", "1.00", "third"],
];
const file = { name: `orders-${tag}.csv`, mimeType: "text/csv", buffer: Buffer.from(rows.map((row) => row.join(",")).join("\n")) };

async function choose(page, label, option, within = page) {
  const box = within.getByRole("combobox", { name: label, exact: true });
  await box.click();
  await box.fill(option);
  await page.locator(".ant-select-dropdown:visible").getByTitle(option, { exact: true }).click();
}

test("a file is uploaded, mapped with a live preview, imported, looked at and taken back", inWindow({}, async (page) => {
  await page.goto("/imports");
  await page.getByRole("button", { name: "Import a file" }).click();
  await page.getByLabel("Choose a file").setInputFiles(file);

  const table = page.getByRole("region", { name: "The file" });
  await table.getByText(`ida-${tag}@example.com`).first().waitFor();
  await page.getByRole("textbox", { name: "Name of the source" }).fill(`browser ${tag}`);
  const first = page.getByRole("group", { name: "Interaction 1 of each row" });
  await choose(page, "When", "ordered_at", first);
  await first.getByRole("radiogroup", { name: "What happened" }).getByText("Always").click();
  await first.getByRole("textbox", { name: "What happened" }).fill("Order Completed");
  await choose(page, "Amount", "amount", first);
  await choose(page, "Subject", "note", first);
  await page.getByRole("textbox", { name: "Currency" }).fill("EUR");

  const result = page.getByRole("region", { name: "What it becomes" });
  await result.getByText("€12.50").waitFor();
  await result.getByText("first", { exact: true }).waitFor();
  await result.getByText(/not a time/).first().waitFor();

  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL(/\/imports\/[^/?]+$/);
  const id = page.url().split("/").pop();
  await page.getByText("Done:", { exact: false }).waitFor();
  await page.getByRole("link", { name: "Download rejected rows" }).waitFor();
  const job = await call(page, "GET", `/api/imports/${id}`);
  assert.equal(job.rows_read, 3);
  assert.equal(job.rows_rejected, 1);
  assert.equal(job.interactions_added, 2);

  await page.goto(`/customers?q=${encodeURIComponent(`ida-${tag}@example.com`)}`);
  await page.getByRole("list", { name: "Customers" }).getByRole("link").first().click();
  await page.getByRole("region", { name: "Timeline" }).getByRole("button", { name: /second/ }).waitFor();

  await page.goto(`/imports/${id}`);
  await page.getByRole("button", { name: "Take back" }).click();
  await page.getByText(/interactions will be taken back/).waitFor();
  await page.getByRole("button", { name: "Take all of it back" }).click();
  await page.getByText("Everything that this import brought was taken back.").waitFor();
}));

test("the sample brings its own map and shows what it becomes", inWindow({}, async (page) => {
  await page.goto("/imports/new?sample=1");
  const result = page.getByRole("region", { name: "What it becomes" });
  await result.getByText("Where is my parcel?").waitFor();
  await result.getByText("¥168.00").waitFor();
  await page.getByRole("button", { name: "Another file" }).click();
  await page.getByText("Drop a file here").waitFor();
}));

test("a mapping that lacks something says what, and cannot be started", inWindow({}, async (page) => {
  await page.goto("/imports/new?sample=1");
  await page.getByRole("textbox", { name: "Name of the source" }).fill("");
  await page.getByText("Give the source a name.").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Import", exact: true }).isDisabled(), true);
}));
