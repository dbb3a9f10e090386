#include "sample/texts.h"

namespace sample {
namespace {

using sv = std::string_view;

constexpr sv opening_bad[] = {"很失望。", "第一次给差评。", "说实话，不值这个价。", "本来很期待，结果一言难尽。", "踩雷了。", "真的很生气。"};
constexpr sv opening_middle[] = {"总体还行。", "中规中矩。", "谈不上惊喜。", "用了一周来评价。", "一般般吧。"};
constexpr sv opening_good[] = {"非常满意！", "第二次回购了。", "朋友推荐来买的，没失望。", "用了半个月来追评。", "给妈妈买的，她很喜欢。", "超出预期。", "好评！"};

constexpr sv tea_bad[] = {"茶叶碎末多，泡出来没什么香味。", "喝着有股潮味，不像新茶。", "和上次买的完全不是一个味道。"};
constexpr sv tea_middle[] = {"茶味道还可以，就是香气淡了点。", "口感尚可，包装有点简陋。", "适合日常喝，送礼差点意思。"};
constexpr sv tea_good[] = {"汤色清亮，回甘很久。", "一打开就是香味，泡七八道还有味。", "茶叶条索匀整，老人家喝了直夸。", "口感清甜，没有一点涩味。"};
constexpr sv ware_bad[] = {"釉面有气泡，做工粗糙。", "壶嘴滴水，盖子也不严。", "颜色和图片差太多了。"};
constexpr sv ware_middle[] = {"样子好看，就是比想象中小。", "手感一般，摆着还行。", "颜色比图片深一点，能接受。"};
constexpr sv ware_good[] = {"釉色温润，拿在手里很舒服。", "做工精细，摆在桌上特别好看。", "和家里的餐具很搭，客人都问在哪买的。", "出水利落，一点不滴。"};
constexpr sv bed_bad[] = {"洗一次就起球了。", "有股刺鼻的味道，晾了三天还在。", "线头很多，尺寸也不对。"};
constexpr sv bed_middle[] = {"料子还行，颜色有点色差。", "舒服是舒服，就是有点薄。", "洗过之后稍微缩了一点。"};
constexpr sv bed_good[] = {"特别亲肤，一觉睡到天亮。", "料子柔软，洗了几次也不变形。", "轻又暖和，孩子抢着盖。", "吸水好，不掉毛。"};
constexpr sv furniture_bad[] = {"腿不一样高，放着直晃。", "漆面有划痕，安装孔对不上。", "味道大得没法放卧室。"};
constexpr sv furniture_middle[] = {"结实，就是安装说明看不太懂。", "颜色偏深，和家里不太搭。", "用着还可以，边角不够细致。"};
constexpr sv furniture_good[] = {"木纹漂亮，没有异味。", "安装二十分钟搞定，很稳当。", "尺寸正好，客厅一下子有样子了。", "质感比图片还好。"};
constexpr sv electric_bad[] = {"用了两天就不通电了。", "声音很大，晚上没法用。", "按键不灵，时好时坏。"};
constexpr sv electric_middle[] = {"功能够用，线有点短。", "效果一般，对得起价格。", "外观不错，声音略大。"};
constexpr sv electric_good[] = {"安静好用，放床头正合适。", "操作简单，老人一学就会。", "颜值高，用了一个月没毛病。", "灯光柔和，看书不累眼。"};

constexpr sv in_time[] = {"物流很快，比预计早到了一天。", "说好哪天到就哪天到。", "快递小哥送上楼，态度也好。", "包装严实，一点没磕碰。"};
constexpr sv late[] = {"比承诺的日期晚了{d}天才到。", "等了又等，晚了{d}天。", "说好的日期没送到，物流一直不更新，晚了{d}天。", "急着用，结果迟了{d}天。"};
constexpr sv damaged[] = {"打开箱子就发现{p}有裂痕。", "包装破了，里面的{p}也磕坏了。", "收到的{p}缺了一个角。", "到手就是坏的。"};
constexpr sv quality[] = {"{p}和描述不符。", "{p}质量太一般了。", "{p}看着像二手的。", "实物和图片差距很大。"};
constexpr sv service_good[] = {"客服回复快，说话也耐心。", "问了客服几个问题，都讲得很清楚。", "售后主动回访，点赞。"};
constexpr sv service_bad[] = {"打电话问了几次，每次都要从头解释。", "客服只会说“请耐心等待”。", "退货流程太麻烦。", "发邮件好几天才有人理。"};
constexpr sv closing_bad[] = {"不会再买了。", "希望你们改进。", "要求退款。", "慎重下单。"};
constexpr sv closing_middle[] = {"希望越做越好。", "三星吧。", "活动价入手还可以。"};
constexpr sv closing_good[] = {"推荐！", "会继续支持。", "下次还来。", "值得这个价格。", "送人自用都合适。"};

constexpr sv comment_bad[] = {"东西和描述不一样", "问题到现在没解决", "体验很差，不想再买", "质量不如以前"};
constexpr sv comment_middle[] = {"还可以", "一般，没什么特别的", "价格再低点就好了", "还有改进的空间"};
constexpr sv comment_good[] = {"很满意，会推荐给朋友", "一切顺利", "品质一直很稳定", "服务贴心，包装用心", "比预期的好"};
constexpr sv comment_late[] = {"送货太慢，晚了{d}天", "承诺的日期没做到", "等了太久，中间也没有人说一声", "迟到{d}天，影响了安排"};
constexpr sv comment_damage[] = {"收到就是坏的", "包装太薄，东西磕坏了", "破损了还要我自己拍照寄回"};
constexpr sv comment_call_good[] = {"客服{a}很耐心，一次就解决了", "电话很快接通，处理得干脆", "说到做到，谢谢{a}"};
constexpr sv comment_call_bad[] = {"同一件事打了两次电话", "每次都换人，又要重新讲一遍", "说了会回电，没有回", "等了很久才接通"};
constexpr sv comment_store[] = {"店员热情，讲解仔细", "店里环境好，可以试坐试用", "结账排队有点久", "样品很全", "想要的颜色店里没有"};

constexpr sv greeting[] = {"您好：", "客服您好，", "你好，", "云杉生活的客服，您好："};
constexpr sv farewell[] = {"谢谢！\n{n}", "麻烦了。\n{n}", "等您回复。\n{n}", "此致\n{n}"};
constexpr sv reply_opening[] = {"{n}，您好：", "您好，感谢来信。", "尊敬的{n}："};
constexpr sv reply_closing[] = {"如有其他问题，随时联系我们。\n云杉生活 {a}", "祝您生活愉快。\n{a}", "给您添麻烦了。\n云杉生活客服 {a}"};
constexpr sv thanks[] = {"收到，谢谢！", "好的，明白了，谢谢{a}。", "处理得很快，谢谢。", "没问题了，感谢。"};
constexpr sv thanks_not[] = {"还是没有解决，请再看一下。", "这个答复没有回答我的问题。", "好的，我再等等看。"};
constexpr sv again[] = {"这件事我已经联系过一次了。", "上次说会处理，到现在没有结果。", "第二次为同一件事联系你们。", "前几天问过，还是没有解决。"};
constexpr sv called_again[] = {"二次来电。", "客户称此前已联系过。", "上次承诺的处理没有结果。"};
constexpr sv bot_hello[] = {"您好，我是小杉，请问有什么可以帮您？", "欢迎来到云杉生活，请描述您的问题。"};
constexpr sv agent_hello[] = {"您好，我是{a}，我来帮您看一下，请稍等。", "您好，{a}为您服务，马上为您查询。"};
constexpr sv chat_wait[] = {"好的", "嗯，等你", "好，订单号是 {o}", "麻烦快一点"};
constexpr sv bye_good[] = {"谢谢！", "好的，明白了", "太好了，谢谢{a}", "👍", "没问题了"};
constexpr sv bye_bad[] = {"还是没解决，我打电话吧", "算了，我再等等", "这样说了等于没说", "太慢了"};

constexpr sv delivery_subject[] = {"订单 {o} 还没有收到", "{o} 什么时候能到？", "催一下物流：{o}"};
constexpr sv delivery_problem[] = {"我买的{p}（订单 {o}）已经过了承诺的日期，还没有送到。", "订单 {o} 说好前天到，物流停在{c}不动了。", "{p}等了好几天，页面上一直显示运输中，订单号 {o}。"};
constexpr sv delivery_wish[] = {"请帮忙查一下到哪了。", "请告诉我确切的日期。", "周末要用，请尽快安排。", "如果送不到，我想退掉。"};
constexpr sv delivery_answer[] = {"很抱歉让您久等。包裹在中转站延误，预计明天送达。", "已联系承运方加急，今天会重新派送，送达前会给您打电话。", "查到了，包裹已到{c}站点，明天上午派送。"};
constexpr sv delivery_summary[] = {"询问订单 {o} 的配送进度，已过承诺日期。", "催件：{p}未按时送达，客户着急使用。", "订单 {o} 物流停滞，要求确认到货时间。"};
constexpr sv damage_subject[] = {"{p}破损", "收到的商品坏了：{o}", "申请换货 {o}"};
constexpr sv damage_problem[] = {"今天收到{p}，打开发现有裂痕，照片见附件。", "订单 {o} 的{p}到手就是坏的。", "{p}外箱被压扁，里面也磕坏了，订单 {o}。"};
constexpr sv damage_wish[] = {"希望换一个新的。", "请安排退货。", "请问是退还是换？"};
constexpr sv damage_answer[] = {"非常抱歉，我们今天就给您补发，旧的不用寄回。", "已登记换货，快递员明天上门取件。", "照片收到了，为您办理全额退款或补发，请告诉我们您的选择。"};
constexpr sv damage_summary[] = {"反映{p}到货破损，要求换货。", "订单 {o} 商品有裂痕，已请客户发照片。", "{p}外包装破损，客户要求补发。"};
constexpr sv refund_subject[] = {"退款进度", "{o} 的退款没有到账", "什么时候退款？"};
constexpr sv refund_problem[] = {"订单 {o} 已经退货，退款一直没有到账。", "{p}退回去快两周了，还没看到钱。", "页面显示已签收退货，但没有退款，订单 {o}。"};
constexpr sv refund_wish[] = {"请查一下。", "请告诉我什么时候到账。", "请尽快处理。"};
constexpr sv refund_answer[] = {"已为您加急，款项会在三个工作日内退回原支付方式。", "查到退货已入库，退款今天发出。", "财务已经处理，请留意银行通知。"};
constexpr sv refund_summary[] = {"催促订单 {o} 的退款。", "{p}退货已签收，退款未到账。", "询问退款时间，已转财务。"};
constexpr sv invoice_subject[] = {"补开发票 {o}", "发票抬头修改", "需要电子发票"};
constexpr sv invoice_problem[] = {"订单 {o} 需要公司抬头的发票。", "{p}的发票抬头写错了，订单 {o}。", "下单时忘了选发票，订单号 {o}。"};
constexpr sv invoice_wish[] = {"请补开一张电子发票。", "请重开并发到这个邮箱。", "报销要用，麻烦了。"};
constexpr sv invoice_answer[] = {"发票已开好，请查收附件。", "已作废原发票并重新开具，请查收。", "电子发票已发到您的邮箱。"};
constexpr sv invoice_summary[] = {"要求补开订单 {o} 的发票。", "发票抬头有误，要求重开。", "索要电子发票，已发送。"};
constexpr sv advice_subject[] = {"咨询{p}", "{p}有现货吗？", "想买{p}，有几个问题"};
constexpr sv advice_problem[] = {"想买{p}，不知道适不适合送长辈。", "请问{p}有现货吗？", "{p}平时要怎么保养？"};
constexpr sv advice_wish[] = {"可以送到{c}吗？", "请推荐一下。", "大概几天能到？"};
constexpr sv advice_answer[] = {"有现货，可以送到{c}，一般三到五天。", "很适合送长辈，可以选礼盒包装。", "平时用软布擦拭即可，不要用清洁剂。"};
constexpr sv advice_summary[] = {"咨询{p}的尺寸和保养方法。", "询问{p}有没有现货。", "想送礼，请推荐包装。"};
constexpr sv points_subject[] = {"积分没有到账", "会员积分问题", "积分怎么用？"};
constexpr sv points_problem[] = {"订单 {o} 的积分没有到账。", "会员积分少了一些，不知道为什么。", "想用积分换{p}，页面一直报错。"};
constexpr sv points_wish[] = {"请补上。", "请帮我核对一下。", "请告诉我怎么操作。"};
constexpr sv points_answer[] = {"积分已补到您的账户。", "积分在签收七天后到账，请再等两天。", "页面已经修好，请再试一次。"};
constexpr sv points_summary[] = {"订单 {o} 积分未到账。", "核对会员积分。", "积分兑换页面报错。"};

constexpr sv complaint[] = {"贵公司承诺的送货日期一再落空，电话多次没有结果，特书面要求答复。\n{n}", "我在贵店购买的{p}到货即损坏，至今没有处理。请在收到此信后给予书面说明。\n{n}",
                            "订单 {o} 的问题我已说了三遍，每次都要从头解释。希望有人真正负责。\n{n}"};
constexpr sv praise[] = {"感谢店员在雨天帮我把{p}送上楼，这样的服务现在不多见了。\n{n}", "用了多年贵店的茶，品质始终如一，特此致谢。\n{n}", "客服{a}耐心帮我解决了问题，请代为转达谢意。\n{n}"};
constexpr sv social_bad[] = {"云杉生活的{p}，等了{d}天才到……下次不敢了", "有人和我一样被云杉生活的客服踢皮球吗？", "避雷云杉生活的{p}"};
constexpr sv social_middle[] = {"云杉生活的{p}，颜值可以，价格再亲民点就好了", "大家买过云杉生活的{p}吗？怎么样？"};
constexpr sv social_good[] = {"云杉生活的{p}太好看了，晒一下！", "今天的下午茶，配上{p}，完美", "被云杉生活的包装感动到了", "安利一下云杉生活的{p}"};

}  // namespace

const Language& chinese() {
  static const Language all = {
      "zh", "",
      {opening_bad, opening_middle, opening_good},
      {{tea_bad, ware_bad, bed_bad, furniture_bad, electric_bad}, {tea_middle, ware_middle, bed_middle, furniture_middle, electric_middle}, {tea_good, ware_good, bed_good, furniture_good, electric_good}},
      in_time, late, damaged, quality, service_good, service_bad,
      {closing_bad, closing_middle, closing_good},
      {comment_bad, comment_middle, comment_good}, comment_late, comment_damage, comment_call_good, comment_call_bad, comment_store,
      greeting, farewell, reply_opening, reply_closing, thanks, thanks_not, again, called_again, bot_hello, agent_hello, chat_wait, bye_good, bye_bad,
      {{delivery_subject, delivery_problem, delivery_wish, delivery_answer, delivery_summary}, {damage_subject, damage_problem, damage_wish, damage_answer, damage_summary},
       {refund_subject, refund_problem, refund_wish, refund_answer, refund_summary}, {invoice_subject, invoice_problem, invoice_wish, invoice_answer, invoice_summary},
       {advice_subject, advice_problem, advice_wish, advice_answer, advice_summary}, {points_subject, points_problem, points_wish, points_answer, points_summary}},
      complaint, praise, {social_bad, social_middle, social_good}};
  return all;
}

}  // namespace sample
