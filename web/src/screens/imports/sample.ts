// A small file to look around with: the fortnight of five customers of a tea shop, in both languages.
// It goes the same way as any file (upload, map, preview, import), so trying it teaches the real thing,
// and it can be taken back as a whole.
import type { Mapping } from "../../api/types";

const people = [
  ["C-1001", "王芳", "wang.fang@example.com", "上海"],
  ["C-1002", "Clara Jensen", "clara.jensen@example.com", "Aarhus"],
  ["C-1003", "李伟", "li.wei@example.com", "成都"],
  ["C-1004", "Tom Okafor", "tom.okafor@example.com", "Leeds"],
  ["C-1005", "陈静", "chen.jing@example.com", "厦门"],
] as const;

/** Person, days ago, time, channel, what happened, subject, amount, stars, text. */
const happened: [number, number, string, string, string, string, string, string, string][] = [
  [0, 13, "09:12", "web", "Product Viewed", "明前龙井 100 g", "", "", ""],
  [0, 13, "09:15", "web", "Order Completed", "订单 8801", "168.00", "", ""],
  [0, 10, "17:40", "post", "Order Delivered", "订单 8801", "", "", ""],
  [0, 9, "20:05", "review", "Product Reviewed", "", "", "5", "茶很香，包装也用心，会再来。"],
  [0, 1, "10:02", "voice", "call", "想问新茶什么时候到货", "", "", ""],
  [1, 12, "11:20", "email", "message", "Do you ship to Denmark?", "", "", "Hello, I would love to order the white tea, do you ship to Denmark?"],
  [1, 12, "15:01", "web", "Order Completed", "Order 8807", "42.50", "", ""],
  [1, 5, "08:30", "email", "message", "Where is my parcel?", "", "", "It was promised for Tuesday and the tracking has not moved since."],
  [1, 4, "16:45", "post", "Order Delivered", "Order 8807", "", "", ""],
  [1, 3, "19:12", "review", "Product Reviewed", "", "", "3", "Lovely tea, slow parcel."],
  [2, 11, "12:30", "store", "visit", "宽窄巷子店", "", "", ""],
  [2, 11, "12:48", "store", "Order Completed", "订单 8812", "96.00", "", ""],
  [2, 2, "21:15", "chat", "message", "", "", "", "请问茶具可以单独换一个杯子吗？"],
  [3, 8, "13:05", "app", "Order Completed", "Order 8820", "64.00", "", ""],
  [3, 6, "09:50", "voice", "call", "Cup arrived broken", "", "", ""],
  [3, 6, "10:20", "app", "Order Refunded", "Order 8820", "12.00", "", ""],
  [4, 7, "18:22", "social", "message", "", "", "", "你们家的包装真好看，求链接！"],
  [4, 7, "18:40", "web", "Order Completed", "订单 8824", "238.00", "", ""],
  [4, 0, "07:55", "web", "Product Viewed", "武夷岩茶礼盒", "", "", ""],
];

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function sampleFile(now: Date = new Date()): File {
  const rows = happened.map(([who, ago, time, ...rest], place) => {
    const day = new Date(now.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
    return [`S-${place + 1}`, ...(people[who] ?? people[0]), `${day} ${time}:00`, ...rest];
  });
  const head = ["id", "customer_id", "customer_name", "email", "city", "at", "channel", "event", "subject", "amount", "stars", "text"];
  const text = [head, ...rows].map((row) => row.map((value) => cell(String(value))).join(",")).join("\n");
  return new File([`${text}\n`], "throughline-sample.csv", { type: "text/csv" });
}

/** The map of the sample, as its maker would write it. */
export const sampleMapping: Mapping = {
  source: "sample",
  zone: "UTC",
  currency: "CNY",
  files: [
    {
      file: "throughline-sample.csv",
      key: "id",
      customer: {
        name: "customer_name",
        identities: [
          { namespace: "user_id", column: "customer_id", verified: true },
          { namespace: "email", column: "email", verified: true },
        ],
        traits: ["city"],
      },
      interactions: [
        {
          channel: { column: "channel" },
          name: { column: "event" },
          at: "at",
          direction: "in",
          amount: { column: "amount" },
          score: { kind: "stars", column: "stars" },
          subject: "subject",
          text: "text",
        },
      ],
    },
  ],
};
