/** 数据中的词:渠道、标识、常见活动。其余按来源原名显示。 */
export const words = {
  channel: {
    email: "邮件", sms: "短信", voice: "电话", chat: "在线聊天", web: "网站", app: "App", social: "社交媒体", store: "门店",
    post: "邮寄", letter: "信函", review: "评价", community: "社区", survey: "调查", system: "系统",
  },
  identity: {
    user_id: "用户编号", email: "邮箱", phone: "手机", device: "设备", loyalty: "会员号", whatsapp: "WhatsApp",
    wechat: "微信", telegram: "Telegram", postal: "邮寄地址", social: "社交账号", name: "姓名",
  },
  trait: {
    city: "城市", country: "国家", state: "省份", region: "地区", company: "公司", gender: "性别", birthday: "生日", age: "年龄",
    segment: "客群", plan: "套餐", title: "称呼", language: "语言", address: "地址", zip: "邮编", createdAt: "起始", level: "等级",
    street: "街道", postcode: "邮编", sample: "示例数据",
  },
  by_whom: { rule: "系统", operator: "运维人员", command_line: "命令行" },
  direction: { in: "来自客户", out: "来自我们", none: "无方向" },
  actor: { customer: "客户", agent: "客服", bot: "机器人", system: "系统" },
  feeling: { good: "满意", bad: "不满" },
  score: { nps: "NPS", csat: "满意度", ces: "费力度", stars: "星级", expectation: "期望", perception: "感知" },
  said: {
    email_in: "发来邮件", email_out: "我们发送邮件", sms_in: "发来短信", sms_out: "我们发送短信", voice_in: "来电", voice_out: "我们致电",
    chat_in: "在线留言", chat_out: "我们在线回复", social_in: "社交媒体留言", social_out: "我们在社交媒体回复",
    post_in: "寄来邮包", post_out: "我们寄出", letter_in: "寄来信函", letter_out: "我们寄出信函", review_in: "发表评价", store_in: "到店", web_in: "访问网站", app_in: "打开 App", community_in: "在社区发帖",
  },
  activity: {
    page: "浏览页面", page_view: "浏览页面", page_viewed: "浏览页面", screen: "浏览界面", identify: "表明身份",
    group: "加入组织", alias: "新增标识", signed_up: "注册", signed_in: "登录", signed_out: "退出登录",
    products_searched: "搜索商品", product_list_viewed: "浏览商品列表", product_viewed: "浏览商品", product_clicked: "点击商品",
    product_added: "加入购物车", product_removed: "移出购物车", cart_viewed: "查看购物车", checkout_started: "去结算",
    checkout_step_completed: "继续结算", payment_info_entered: "填写支付信息", order_completed: "下单", order_updated: "订单变更", order_refunded: "退款",
    order_cancelled: "取消订单", order_placed: "下单", order_approved: "付款已确认", order_shipped: "已发货", order_delivered: "已送达",
    order_purchased: "下单", handed_to_carrier: "已发货", delivered: "已送达", approved: "已批准", delivery_promised: "承诺送达", purchase: "购买",
    product_reviewed: "发表评价", review: "发表评价", review_created: "发表评价", review_asked: "邀请评价", review_answered: "回复评价", coupon_applied: "使用优惠券", wishlist_product_added: "加入心愿单",
    email_opened: "打开邮件", email_delivered: "邮件送达", email_bounced: "邮件退回", email_link_clicked: "点击邮件链接", unsubscribed: "退订",
    order_paid: "付款", review_written: "发表评价", nps_answered: "推荐意愿评分", csat_answered: "满意度评分", ces_answered: "费力度评分",
    consultation: "咨询", return: "退货", mail_received: "发来邮件", mail_sent: "我们发送邮件", message_received: "发来消息", message_sent: "我们回复",
    account_opened: "开户", shipping_notice_sent: "发货通知", delay_notice_sent: "延误通知", thank_you_card_enclosed: "随包裹附感谢卡",
    order_returned: "退货", refund_paid: "已退款", call: "来电", expectation_told: "期望评分", perception_told: "感知评分", post_written: "发帖提到我们", newsletter_sent: "发送资讯邮件", newsletter_opened: "打开资讯邮件",
    letter_received: "寄来信函", letter_sent: "我们寄出信函", application_opened: "打开 App", application_installed: "安装 App", survey_answered: "填写调查", call_missed: "未接来电", voicemail: "语音留言",
  },
};
