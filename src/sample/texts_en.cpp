#include "sample/texts.h"

namespace sample {
namespace {

using sv = std::string_view;

constexpr sv opening_bad[] = {"Very disappointed.", "I rarely write bad reviews.", "Not worth the money.", "I had looked forward to this.", "What a letdown.", "Avoid."};
constexpr sv opening_middle[] = {"It is fine.", "Neither good nor bad.", "Okay for the price.", "Used it for a week now.", "A mixed bag."};
constexpr sv opening_good[] = {"Really happy with this!", "Second time I buy it.", "A friend recommended it, rightly.", "After a month of use: still great.", "A gift for my mother, she loves it.", "Better than expected.", "Lovely."};

constexpr sv tea_bad[] = {"Mostly dust, hardly any aroma.", "It tastes stale, not like this year's leaf.", "Nothing like what I bought last time."};
constexpr sv tea_middle[] = {"Pleasant, if a little faint.", "Good everyday tea, the box is plain.", "Nice taste, but I expected more for a gift."};
constexpr sv tea_good[] = {"Clear liquor and a long sweet finish.", "Wonderful scent as soon as you open it.", "Whole leaves, good for seven infusions.", "Sweet and not bitter at all."};
constexpr sv ware_bad[] = {"Bubbles in the glaze, careless work.", "The spout drips and the lid wobbles.", "The colour is nothing like the picture."};
constexpr sv ware_middle[] = {"Pretty, but smaller than I thought.", "Looks nice on the shelf, feels a bit light.", "The colour is darker than in the photo."};
constexpr sv ware_good[] = {"The glaze is beautiful and it sits well in the hand.", "Fine work, it looks great on the table.", "Guests keep asking where we got it.", "Pours cleanly, not a drop spilt."};
constexpr sv bed_bad[] = {"It pilled after a single wash.", "A chemical smell that will not go away.", "Loose threads everywhere and the wrong size."};
constexpr sv bed_middle[] = {"Nice fabric, slightly off in colour.", "Comfortable, but thinner than I hoped.", "It shrank a little in the wash."};
constexpr sv bed_good[] = {"So soft, I sleep through the night.", "Keeps its shape after many washes.", "Light and warm at once.", "Dries fast and does not shed."};
constexpr sv furniture_bad[] = {"One leg is shorter, it rocks.", "Scratches in the finish, and the holes do not line up.", "The smell is so strong that it stands in the garage."};
constexpr sv furniture_middle[] = {"Sturdy, but the instructions are a puzzle.", "Darker than expected.", "Does its job, the edges could be finer."};
constexpr sv furniture_good[] = {"Beautiful grain and no smell.", "Put together in twenty minutes, rock solid.", "Exactly the right size for our living room.", "Looks even better than in the pictures."};
constexpr sv electric_bad[] = {"Dead after two days.", "Far too loud for a bedroom.", "The buttons work when they feel like it."};
constexpr sv electric_middle[] = {"Does what it should, the cord is short.", "Average, you get what you pay for.", "Nice looks, a bit loud."};
constexpr sv electric_good[] = {"Quiet and easy to use.", "My grandparents understood it at once.", "Good looking, and no trouble for a month.", "Warm light, easy on the eyes."};

constexpr sv in_time[] = {"It came a day early.", "Delivered on the very day they promised.", "The driver carried it up the stairs.", "Packed with care, not a scratch."};
constexpr sv late[] = {"It came {d} days after the promised date.", "{d} days late, and nobody told me.", "The tracking stood still and it arrived {d} days late.", "I needed it for a weekend; it was {d} days late."};
constexpr sv damaged[] = {"The {p} was cracked when I opened the box.", "The box was torn and the {p} broken.", "A corner of the {p} had come off.", "It was broken on arrival."};
constexpr sv quality[] = {"The {p} is not as described.", "Poor quality for a {p}.", "It looks second-hand to me.", "Nothing like the pictures."};
constexpr sv service_good[] = {"Support answered quickly and kindly.", "They patiently answered all my questions.", "They even called to ask how it was. Well done."};
constexpr sv service_bad[] = {"I called several times and had to start from the beginning each time.", "Support only says to be patient.", "Returning it is a maze.", "It took days to get an answer to my mail."};
constexpr sv closing_bad[] = {"Never again.", "Please do better.", "I want my money back.", "Think twice before you order."};
constexpr sv closing_middle[] = {"Three stars.", "Fine when it is on sale.", "I hope they improve it."};
constexpr sv closing_good[] = {"Recommended!", "I will be back.", "Worth every penny.", "Perfect as a gift.", "Thank you!"};

constexpr sv comment_bad[] = {"Not what was described", "My problem is still not solved", "Poor experience, I will not order again", "The quality used to be better"};
constexpr sv comment_middle[] = {"Okay", "Nothing special", "A bit pricey", "There is room for improvement"};
constexpr sv comment_good[] = {"Very happy, I would recommend you", "Everything went smoothly", "Reliable quality as always", "Carefully packed, kind service", "Better than expected"};
constexpr sv comment_late[] = {"Delivery was {d} days late", "The promised date was not kept", "Waited far too long and nobody told me", "{d} days late, it upset my plans"};
constexpr sv comment_damage[] = {"It arrived broken", "Too little packing, it was damaged", "Broken, and I had to send photos and post it back"};
constexpr sv comment_call_good[] = {"{a} was patient and solved it at once", "Quickly through, quickly solved", "They did what they said. Thanks, {a}"};
constexpr sv comment_call_bad[] = {"I had to call twice about the same thing", "A new person each time, the same story again", "They promised to call back and did not", "Long wait on the phone"};
constexpr sv comment_store[] = {"Friendly staff who know their products", "Lovely shop, you can try everything", "The queue at the till was long", "A good choice on display", "They did not have my colour"};

constexpr sv greeting[] = {"Hello,", "Dear Spruce Living team,", "Hi there,", "Good day,"};
constexpr sv farewell[] = {"Thanks,\n{n}", "Kind regards,\n{n}", "Looking forward to your answer.\n{n}", "Best,\n{n}"};
constexpr sv reply_opening[] = {"Dear {n},", "Hello {n},", "Hello, and thank you for your message."};
constexpr sv reply_closing[] = {"Do write if there is anything else.\n{a}, Spruce Living", "Have a good day.\n{a}", "Sorry for the trouble.\n{a}, Spruce Living"};
constexpr sv thanks[] = {"Got it, thank you!", "Thanks {a}, that helps.", "That was quick, thank you.", "All good now, thanks."};
constexpr sv thanks_not[] = {"It is still not solved, please look again.", "That does not answer my question.", "All right, I will wait a little longer."};
constexpr sv again[] = {"I have contacted you about this before.", "Last time I was told it would be sorted; it is not.", "This is the second time that I ask.", "I asked a few days ago and nothing has happened."};
constexpr sv called_again[] = {"Second call about this.", "Has been in touch before.", "What was promised last time did not happen."};
constexpr sv bot_hello[] = {"Hello, I am Sprucy. How can I help?", "Welcome to Spruce Living. What is it about?"};
constexpr sv agent_hello[] = {"Hello, this is {a}. Let me look that up for you.", "Hi, {a} here, one moment please."};
constexpr sv chat_wait[] = {"Okay", "Sure, I'll wait", "Okay, the order number is {o}", "Please be quick"};
constexpr sv bye_good[] = {"Thanks!", "Okay, got it", "Great, thank you {a}", "👍", "That's all"};
constexpr sv bye_bad[] = {"Still not solved, I will call", "Never mind, I will wait", "That does not help me", "This takes too long"};

constexpr sv delivery_subject[] = {"Where is order {o}?", "Order {o} has not arrived", "Late delivery: {o}"};
constexpr sv delivery_problem[] = {"My {p} (order {o}) is past its promised date and has not arrived.", "Order {o} was promised for the day before yesterday; the tracking has stopped in {c}.", "I have been waiting for the {p} for days. The page says in transit, order {o}."};
constexpr sv delivery_wish[] = {"Could you check where it is?", "Please tell me the exact day.", "I need it for the weekend.", "If it can't come soon, I would rather cancel."};
constexpr sv delivery_answer[] = {"We are sorry for the wait. The parcel is held up at the depot and should reach you tomorrow.", "We have pushed the carrier; it goes out again today and they will ring before.", "Found it: it is at the depot in {c} and comes tomorrow morning."};
constexpr sv delivery_summary[] = {"Asks where order {o} is; the promised date has passed.", "The {p} has not come in time, the customer needs it soon.", "Tracking of order {o} stands still, wants a firm date."};
constexpr sv damage_subject[] = {"Damaged: {p}", "Arrived broken: {o}", "Replacement for {o}"};
constexpr sv damage_problem[] = {"The {p} came today with a crack, photo attached.", "The {p} of order {o} was broken on arrival.", "The box was crushed and the {p} inside is damaged, order {o}."};
constexpr sv damage_wish[] = {"I would like a new one.", "Please arrange a return.", "Should I send it back?"};
constexpr sv damage_answer[] = {"We are sorry. A replacement leaves today, please keep the old one.", "The exchange is booked; the carrier will pick it up tomorrow.", "Thank you for the photos. Would you like a refund or a replacement?"};
constexpr sv damage_summary[] = {"The {p} arrived damaged, wants a replacement.", "Crack in the item of order {o}; asked for photos.", "Packaging of the {p} torn, customer wants a new one."};
constexpr sv refund_subject[] = {"Refund for {o}", "My refund has not arrived", "When do I get my money back?"};
constexpr sv refund_problem[] = {"I sent order {o} back and there is no refund yet.", "The {p} went back almost two weeks ago and I see no money.", "The page says the return was received, but nothing came back for order {o}."};
constexpr sv refund_wish[] = {"Please look into it.", "When can I expect it?", "Please sort this out."};
constexpr sv refund_answer[] = {"We have pushed it; it will be on your card within three working days.", "The return is in, the refund goes out today.", "Accounting has processed it, please check with your bank."};
constexpr sv refund_summary[] = {"Refund for order {o} has not arrived.", "Return of the {p} received, refund outstanding.", "Asks when the refund comes; passed to accounting."};
constexpr sv invoice_subject[] = {"Invoice for {o}", "Wrong name on the invoice", "Need an invoice"};
constexpr sv invoice_problem[] = {"I need an invoice for order {o} made out to our company.", "The invoice for the {p} has the wrong name, order {o}.", "I forgot to ask for an invoice with order {o}."};
constexpr sv invoice_wish[] = {"Could you send one?", "Please issue it again.", "It is for my expenses."};
constexpr sv invoice_answer[] = {"Please find it attached.", "We have cancelled the old one and attached a new one.", "It is on its way to your mailbox."};
constexpr sv invoice_summary[] = {"Needs an invoice for order {o}.", "Name on the invoice is wrong, wants a new one.", "Asked for an electronic invoice, sent."};
constexpr sv advice_subject[] = {"Question about the {p}", "Is the {p} in stock?", "Before I order the {p}"};
constexpr sv advice_problem[] = {"I am thinking about the {p} as a present.", "Is the {p} in stock?", "How do I care for the {p}?"};
constexpr sv advice_wish[] = {"Do you deliver to {c}?", "What would you recommend?", "How long would it take?"};
constexpr sv advice_answer[] = {"It is in stock and we deliver to {c}, usually within five days.", "A fine present; you can choose a gift box.", "A soft dry cloth is enough, no cleaners please."};
constexpr sv advice_summary[] = {"Asks about size and care of the {p}.", "Wants to know whether the {p} is in stock.", "Looks for a present, asks for a recommendation."};
constexpr sv points_subject[] = {"Points are missing", "A question about my points", "How do I use my points?"};
constexpr sv points_problem[] = {"The points for order {o} are missing.", "Some of my points are gone and I don't know why.", "I tried to use points for the {p} and the page shows an error."};
constexpr sv points_wish[] = {"Please add them.", "Could you check my account?", "What should I do?"};
constexpr sv points_answer[] = {"The points are on your account now.", "Points arrive seven days after delivery; please give it two more days.", "The page is mended, please try again."};
constexpr sv points_summary[] = {"Points for order {o} are missing.", "Checked the balance of points.", "Error on the page for using points."};

constexpr sv complaint[] = {"Promised dates have been missed again and again, and calls led nowhere. I expect an answer in writing.\n{n}", "The {p} that I bought from you arrived broken and nothing has been done. Please explain.\n{n}",
                            "I have explained the trouble with order {o} three times, each time from the start. I would like somebody to take charge.\n{n}"};
constexpr sv praise[] = {"To the people at the shop, who carried the {p} up four floors in the rain: thank you.\n{n}", "I have drunk your tea for years and it has always been good. Thank you.\n{n}", "{a} on your support line was a great help. Please pass on my thanks.\n{n}"};
constexpr sv social_bad[] = {"{d} days late and counting, Spruce Living. Never again.", "Anyone else sent in circles by Spruce Living support?", "Skip the {p} from Spruce Living."};
constexpr sv social_middle[] = {"The {p} from Spruce Living looks good, if only it were cheaper.", "Has anyone tried the {p} from Spruce Living?"};
constexpr sv social_good[] = {"Look at this {p} from Spruce Living!", "Sunday tea and the new {p}. Perfect.", "The packaging from Spruce Living made my day.", "Can only recommend the {p} from Spruce Living."};

}  // namespace

const Language& english() {
  static const Language all = {
      "en", " ",
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
