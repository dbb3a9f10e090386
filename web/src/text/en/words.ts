/** Words for what the data holds: channels, identifiers, well-known activities. Anything else is shown as it was named. */
export const words = {
  channel: {
    email: "Mail", sms: "SMS", voice: "Phone", chat: "Chat", web: "Web", app: "App", social: "Social", store: "Store",
    letter: "Letter", post: "Post", review: "Review", community: "Community", survey: "Survey", system: "System",
  },
  identity: {
    user_id: "User id", email: "Mail", phone: "Phone", device: "Device", loyalty: "Loyalty number", whatsapp: "WhatsApp",
    wechat: "WeChat", telegram: "Telegram", postal: "Postal address", social: "Social account", name: "Name",
  },
  trait: {
    city: "City", country: "Country", state: "State", region: "Region", company: "Company", gender: "Gender", birthday: "Birthday", age: "Age",
    segment: "Segment", plan: "Plan", title: "Title", language: "Language", address: "Address", zip: "Postcode", createdAt: "Since", level: "Level",
    street: "Street", postcode: "Postcode", sample: "Sample data",
  },
  by_whom: { rule: "the system", operator: "the operator", command_line: "the command line" },
  direction: { in: "From the customer", out: "From us", none: "Neither" },
  actor: { customer: "customer", agent: "agent", bot: "bot", system: "system" },
  feeling: { good: "pleased", bad: "displeased" },
  score: { nps: "NPS", csat: "CSAT", ces: "CES", stars: "Stars", expectation: "Expected", perception: "Lived" },
  said: {
    email_in: "Wrote to us", email_out: "We wrote", sms_in: "Texted us", sms_out: "We texted", voice_in: "Called us", voice_out: "We called",
    chat_in: "Wrote in the chat", chat_out: "We answered in the chat", social_in: "Wrote on social", social_out: "We answered on social",
    post_in: "Sent us post", post_out: "We sent post", letter_in: "Wrote us a letter", letter_out: "We wrote a letter", review_in: "Reviewed", store_in: "Came to the store", web_in: "Visited the site", app_in: "Opened the app", community_in: "Posted in the community",
  },
  activity: {
    page: "Viewed a page", page_view: "Viewed a page", page_viewed: "Viewed a page", screen: "Viewed a screen", identify: "Said who they are",
    group: "Belongs to an organisation", alias: "Took another identifier", signed_up: "Signed up", signed_in: "Signed in", signed_out: "Signed out",
    products_searched: "Searched products", product_list_viewed: "Viewed a list of products", product_viewed: "Viewed a product", product_clicked: "Clicked a product",
    product_added: "Put into the basket", product_removed: "Took out of the basket", cart_viewed: "Viewed the basket", checkout_started: "Went to the checkout",
    checkout_step_completed: "Went on in the checkout", payment_info_entered: "Entered payment details", order_completed: "Ordered", order_updated: "Order changed", order_refunded: "Refunded",
    order_cancelled: "Order cancelled", order_placed: "Ordered", order_approved: "Payment approved", order_shipped: "Handed to the carrier", order_delivered: "Delivered",
    order_purchased: "Ordered", handed_to_carrier: "Handed to the carrier", delivered: "Delivered", approved: "Approved", delivery_promised: "Delivery promised", purchase: "Bought",
    product_reviewed: "Reviewed", review: "Reviewed", review_created: "Reviewed", review_asked: "Asked for a review", review_answered: "Answered the review", coupon_applied: "Used a coupon", wishlist_product_added: "Put on the wish list",
    email_opened: "Opened a mail", email_delivered: "Mail delivered", email_bounced: "Mail bounced", email_link_clicked: "Clicked in a mail", unsubscribed: "Unsubscribed",
    order_paid: "Paid", review_written: "Reviewed", nps_answered: "Rated how likely they recommend us", csat_answered: "Rated the contact", ces_answered: "Rated the effort",
    consultation: "Asked for advice", return: "Returned something", mail_received: "Wrote to us", mail_sent: "We wrote", message_received: "Wrote to us", message_sent: "We answered",
    account_opened: "Opened an account", shipping_notice_sent: "We said that it is on its way", delay_notice_sent: "We said that it will be late", thank_you_card_enclosed: "Thank-you card in the parcel",
    order_returned: "Sent the order back", refund_paid: "Refunded", call: "Called us", expectation_told: "Told what they expected", perception_told: "Told what it was like", post_written: "Posted about us", newsletter_sent: "Newsletter sent", newsletter_opened: "Opened the newsletter",
    letter_received: "Wrote us a letter", letter_sent: "We sent a letter", application_opened: "Opened the app", application_installed: "Installed the app", survey_answered: "Answered a survey", call_missed: "Missed call", voicemail: "Left a voicemail",
  },
};
