import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import en from "../src/text/en";
import zh from "../src/text/zh";
import { told } from "../src/text/server";

const english = i18next.createInstance();
const chinese = i18next.createInstance();

beforeAll(async () => {
  const resources = { en: { translation: en }, zh: { translation: zh } };
  await english.init({ lng: "en", resources, interpolation: { escapeValue: false } });
  await chinese.init({ lng: "zh", resources, interpolation: { escapeValue: false } });
});

describe("what the server says", () => {
  it("is said in Chinese with its values", () => {
    expect(told(chinese, '"yesterday" is no time.')).toBe("“yesterday”不是时间。");
    expect(told(chinese, '"1.2." is no time of the form "%d.%m.%Y".')).toBe("“1.2.”不是“%d.%m.%Y”格式的时间。");
    expect(told(chinese, '"nope" is not an e-mail address.')).toBe("“nope”不是邮箱地址。");
    expect(told(chinese, "The row has 3 fields, the header has 5.")).toBe("这一行有 3 个字段，表头有 5 个。");
    expect(told(chinese, "The score 11 is not on the scale from 0 to 10.")).toBe("评分 11 超出 0 到 10 的范围。");
    expect(told(chinese, "The email is empty.")).toBe("邮箱为空。");
    expect(told(chinese, "The key is empty.")).toBe("行的唯一编号为空。");
    expect(told(chinese, '"$t(nav.home) {{x}}" is no number.')).toBe("“$t(nav.home) {{x}}”不是数字。");
  });

  it("knows every sentence of its list", () => {
    for (const [key, text] of Object.entries(en.refused)) expect(told(chinese, text.replace(/\{\{\w+\}\}/g, "7")), key).toBe(zh.refused[key as keyof typeof en.refused].replace(/\{\{\w+\}\}/g, "7"));
  });

  it("stays as it was sent in English, and where it is not known", () => {
    for (const text of Object.values(en.refused)) expect(told(english, text)).toBe(text);
    expect(told(chinese, "The moon is in the way.")).toBe("The moon is in the way.");
  });
});
