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

interface Look {
  /** As a style sheet understands it: one colour in light, another in dark (tokens.ts). */
  colour: string;
  icon: LucideIcon;
}

const icons: Record<string, LucideIcon> = {
  web: Globe,
  app: Smartphone,
  email: Mail,
  chat: MessageCircle,
  sms: MessageSquareText,
  voice: Phone,
  store: Store,
  letter: MailOpen,
  post: Package,
  social: AtSign,
  review: Star,
  community: Users,
  survey: ClipboardList,
  system: Cog,
};

const spare = 4;

/** Every channel has a colour of its own; one that a company named itself gets one of the spare ones, the same one every time. */
export function lookOf(channel: string): Look {
  const icon = Object.hasOwn(icons, channel) ? icons[channel] : undefined;
  if (icon) return { colour: `var(--channel-${channel})`, icon };
  let sum = 0;
  for (const letter of channel) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return { colour: `var(--channel-own-${(sum % spare) + 1})`, icon: Radio };
}

/** The order in which channels are stacked and listed, so that two drawings agree. */
export const channelOrder = Object.keys(icons);

export function byChannelOrder(a: string, b: string): number {
  const rank = (channel: string) => {
    const place = channelOrder.indexOf(channel);
    return place < 0 ? channelOrder.length : place;
  };
  return rank(a) - rank(b) || a.localeCompare(b);
}
