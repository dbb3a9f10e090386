// What is sold, said and written at 云杉生活 / Spruce Living.

export const products = [
  { key: "tea-longjing", zh: "明前龙井 250g", en: "Longjing tea 250 g", price: 368 },
  { key: "tea-puer", zh: "古树普洱饼", en: "Old-tree pu'er cake", price: 299 },
  { key: "teapot", zh: "紫砂茶壶", en: "Zisha teapot", price: 688 },
  { key: "cups", zh: "青瓷茶杯一对", en: "Celadon cups, pair", price: 158 },
  { key: "kettle", zh: "电热水壶", en: "Electric kettle", price: 259 },
  { key: "duvet", zh: "桑蚕丝被", en: "Silk duvet", price: 1299 },
  { key: "sheets", zh: "长绒棉四件套", en: "Cotton bed set", price: 799 },
  { key: "pillow", zh: "乳胶枕", en: "Latex pillow", price: 329 },
  { key: "towels", zh: "酒店浴巾三条", en: "Bath towels, three", price: 189 },
  { key: "lamp", zh: "竹编台灯", en: "Bamboo table lamp", price: 459 },
  { key: "chair", zh: "榉木餐椅", en: "Beech dining chair", price: 899 },
  { key: "table", zh: "实木茶桌", en: "Solid tea table", price: 3280 },
  { key: "shelf", zh: "壁挂书架", en: "Wall shelf", price: 519 },
  { key: "vase", zh: "手作花瓶", en: "Handmade vase", price: 238 },
  { key: "incense", zh: "沉香礼盒", en: "Incense gift box", price: 420 },
  { key: "rug", zh: "羊毛地毯", en: "Wool rug", price: 1880 },
];

export const stores = ["上海静安店", "杭州西湖店", "成都太古里店", "Seattle Pike St", "Berlin Mitte"];
export const agents = ["agent-lin", "agent-sun", "agent-zhao", "agent-kim", "agent-novak"];
export const carriers = ["顺丰", "京东物流", "中通", "DHL", "UPS"];

export const reviews = {
  zh: {
    good: ["{p}质量很好,包装也用心,送货比预计的早一天。", "第二次买{p}了,家里老人很喜欢,客服态度也好。", "做工细致,和图片一样,推荐!", "物流很快,{p}摸起来很舒服,五星。", "送给朋友的礼物,对方特别满意。"],
    middle: ["{p}还可以,就是颜色和图片有点差别。", "东西不错,价格稍微贵了点。", "质量一般,对得起这个价格。", "配送慢了两天,东西本身没问题。"],
    bad: ["等了十天才到,打电话客服一直说在路上,很失望。", "{p}收到就有裂痕,退货流程太麻烦。", "和描述不符,要求退款三次才有人处理。", "包装破了,里面的{p}也脏了,不会再买。"],
  },
  en: {
    good: ["Lovely {p}, packed with care and here a day early.", "Second time I buy the {p}. Still great.", "Exactly as pictured, feels solid. Recommended.", "Fast delivery and a very kind support person on chat."],
    middle: ["The {p} is fine, the colour is a bit off from the photo.", "Good product, but pricey.", "Decent. Delivery took two days longer than promised."],
    bad: ["Ten days late and nobody could tell me where it was.", "The {p} arrived cracked and the return form is a maze.", "Not as described. I had to ask three times for my refund.", "Box was torn, {p} dirty. Disappointed."],
  },
};

export const comments = {
  zh: { good: ["会推荐给朋友", "服务贴心", "一切顺利", "", ""], middle: ["还行", "配送可以再快些", "", ""], bad: ["送货太慢", "问题没有解决", "重复解释了三遍", "电话等太久", ""] },
  en: { good: ["Would recommend", "Helpful and quick", "All good", "", ""], middle: ["Okay", "Delivery could be faster", "", ""], bad: ["Too slow", "Not solved", "Had to explain it three times", "Long wait on the phone", ""] },
};

export const calls = {
  zh: {
    delivery: "询问订单 {o} 的配送进度,已过承诺日期。",
    damage: "反映{p}到货破损,要求换货。",
    refund: "催促订单 {o} 的退款。",
    advice: "咨询{p}的尺寸和保养方法。",
    invoice: "要求补开订单 {o} 的发票。",
  },
  en: {
    delivery: "Asks where order {o} is; the promised date has passed.",
    damage: "{p} arrived damaged, wants a replacement.",
    refund: "Refund for order {o} has not arrived.",
    advice: "Asks about size and care of the {p}.",
    invoice: "Needs an invoice for order {o}.",
  },
};

export const mails = {
  zh: {
    delivery: { subject: "订单 {o} 还没有收到", ask: "您好,我在网上买的{p}(订单 {o})说好昨天送到,现在还没有消息,请帮忙查一下。", answer: "您好,很抱歉让您久等。包裹在中转站延误,预计明天送达,我们会继续跟进。", thanks: "好的,谢谢,收到了再告诉你们。" },
    damage: { subject: "{p}破损", ask: "今天收到{p},打开发现有裂痕,照片见附件,希望换一个新的。", answer: "非常抱歉,我们今天就给您补发,旧的不用寄回。", thanks: "处理得很快,谢谢!" },
    refund: { subject: "退款进度", ask: "订单 {o} 两周前退货了,退款一直没有到账。", answer: "已为您加急,款项会在三个工作日内退回原支付方式。", thanks: "还是没有到,请再查一下。" },
    advice: { subject: "咨询{p}", ask: "请问{p}有现货吗?可以送到外地吗?", answer: "有现货,全国包邮,一般三天送到。", thanks: "谢谢,已经下单了。" },
    invoice: { subject: "补开发票 {o}", ask: "请为订单 {o} 补开公司抬头的发票,谢谢。", answer: "发票已开好,请查收附件。", thanks: "收到,谢谢。" },
  },
  en: {
    delivery: { subject: "Where is order {o}?", ask: "Hello, my {p} (order {o}) was promised for yesterday and I have heard nothing. Could you check?", answer: "Hello, sorry for the wait. The parcel is held up at the depot and should reach you tomorrow.", thanks: "Thanks, I will let you know when it is here." },
    damage: { subject: "Damaged: {p}", ask: "The {p} came today with a crack, photo attached. I would like a new one.", answer: "We are sorry. A replacement leaves today, please keep the old one.", thanks: "That was quick, thank you!" },
    refund: { subject: "Refund for {o}", ask: "I sent order {o} back two weeks ago and there is no refund yet.", answer: "We have pushed it; it will be on your card within three working days.", thanks: "Still nothing here, please look again." },
    advice: { subject: "Question about the {p}", ask: "Is the {p} in stock, and do you ship abroad?", answer: "Yes, it is, and we do: usually within five days.", thanks: "Great, ordered." },
    invoice: { subject: "Invoice for {o}", ask: "Please send an invoice for order {o} to our company.", answer: "Attached. Have a good day!", thanks: "Received, thanks." },
  },
};

export const chats = {
  zh: {
    hello: "您好,我是小杉,请问有什么可以帮您?",
    ask: { delivery: "我的订单 {o} 到哪了?", damage: "{p}坏了怎么办?", refund: "退款什么时候到?", advice: "{p}多大尺寸?", invoice: "能开发票吗?订单 {o}" },
    handOver: "我来帮您查一下,请稍等。",
    answer: ["已经帮您查到,明天送达。", "已登记,我们会在24小时内处理。", "可以的,我发链接给您。"],
    bye: ["谢谢", "好的,明白了", "太慢了,我还是打电话吧", "👍"],
  },
  en: {
    hello: "Hello, I am Sprucy. How can I help?",
    ask: { delivery: "Where is my order {o}?", damage: "My {p} is broken, what now?", refund: "When do I get my refund?", advice: "How big is the {p}?", invoice: "Can I get an invoice for {o}?" },
    handOver: "Let me look that up for you.",
    answer: ["Found it: it will be there tomorrow.", "Noted, we will sort it out within 24 hours.", "Sure, here is the link."],
    bye: ["Thanks!", "Okay, got it", "This takes too long, I will call", "👍"],
  },
};

export const letters = {
  zh: { complaint: { subject: "投诉信", text: "贵公司三个月内两次送错商品,电话多次没有结果,特书面要求答复。" }, thanks: { subject: "感谢信", text: "感谢静安店的店员在雨天帮我把茶桌送上楼。" }, invoice: { subject: "发票(纸质)", text: "随信寄上您所需的纸质发票。" } },
  en: { complaint: { subject: "Complaint", text: "Two wrong deliveries in three months, and many calls without a result. I expect an answer in writing." }, thanks: { subject: "Thank you", text: "To the people at the shop, who carried a table up four floors in the rain: thank you." }, invoice: { subject: "Invoice on paper", text: "Please find the paper invoice you asked for." } },
};

export const fill = (text, { product, language, order }) =>
  text.replaceAll("{p}", product ? product[language] : "").replaceAll("{o}", order ?? "");
