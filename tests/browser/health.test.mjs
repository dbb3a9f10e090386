// While the server can't write, every screen says so, in both languages, and stops saying so once it can again.
import { after, before, test } from "node:test";
import { accessible, fits, inWindow, start, stop } from "./world.mjs";

before(start);
after(stop);

const sentences = {
  en: ["You can read everything, but nothing can be saved now.", "The server's disk is full."],
  zh: ["现在可以查看所有内容，但无法保存任何修改。", "服务器磁盘已满"],
};

for (const [language, words] of Object.entries(sentences)) {
  for (const width of [320, 1440]) {
    test(`a full disk is told over every screen (${language}, ${width} px)`, inWindow({ language, width, dark: width === 320 }, async (page) => {
      let health = { writable: false, trouble: "disk_full", since: "2026-11-21T10:00:00Z", backup_in_trouble: false };
      await page.route("**/api/health", (route) => route.fulfill({ json: health }));
      await page.goto("/customers");
      for (const sentence of words) await page.getByText(sentence).waitFor();
      await fits(page, "the screen with the banner");
      await accessible(page, "the screen with the banner");
      if (process.env.THROUGHLINE_SHOTS) await page.screenshot({ path: `${process.env.THROUGHLINE_SHOTS}/banner-${language}-${width}.png` });
      health = { writable: true, trouble: "none", backup_in_trouble: false };
      await page.getByText(words[0]).waitFor({ state: "detached" });
    }));
  }
}
