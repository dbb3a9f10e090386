// A channel is always a colour and an icon together, so that neither alone carries the meaning.
import {
  AtSign,
  ClipboardList,
  Cog,
  Globe,
  Mail,
  MailOpen,
  MessageCircle,
  MessageSquareText,
  Package,
  Phone,
  Radio,
  Smartphone,
  Star,
  Store,
  Users,
  type LucideIcon,
} from "lucide-react";

/** Okabe and Ito's palette: told apart by people with any colour vision. */
const palette = {
  blue: "#0072b2",
  sky: "#56b4e9",
  green: "#009e73",
  orange: "#e69f00",
  yellow: "#f0e442",
  vermillion: "#d55e00",
  purple: "#cc79a7",
  grey: "#8a8f8c",
};

interface Look {
  colour: string;
  icon: LucideIcon;
}

const known: Record<string, Look> = {
  web: { colour: palette.green, icon: Globe },
  app: { colour: palette.yellow, icon: Smartphone },
  email: { colour: palette.blue, icon: Mail },
  chat: { colour: palette.sky, icon: MessageCircle },
  sms: { colour: palette.purple, icon: MessageSquareText },
  voice: { colour: palette.orange, icon: Phone },
  store: { colour: palette.vermillion, icon: Store },
  letter: { colour: palette.grey, icon: MailOpen },
  post: { colour: palette.grey, icon: Package },
  social: { colour: palette.purple, icon: AtSign },
  review: { colour: palette.yellow, icon: Star },
  community: { colour: palette.sky, icon: Users },
  survey: { colour: palette.blue, icon: ClipboardList },
  system: { colour: palette.grey, icon: Cog },
};

const spare = [palette.vermillion, palette.green, palette.purple, palette.sky, palette.orange, palette.blue];

/** A channel that a company named itself gets one of the palette, the same one every time. */
export function lookOf(channel: string): Look {
  const look = known[channel];
  if (look) return look;
  let sum = 0;
  for (const letter of channel) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return { colour: spare[sum % spare.length] ?? palette.grey, icon: Radio };
}

/** The order in which channels are stacked and listed, so that two drawings agree. */
export const channelOrder = Object.keys(known);

export function byChannelOrder(a: string, b: string): number {
  const rank = (channel: string) => {
    const place = channelOrder.indexOf(channel);
    return place < 0 ? channelOrder.length : place;
  };
  return rank(a) - rank(b) || a.localeCompare(b);
}
