import { AtSign, BadgeCheck, Fingerprint, Hash, Mail, MapPin, MessageCircle, MonitorSmartphone, Phone, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

const icons: Record<string, LucideIcon> = {
  user_id: Hash,
  email: Mail,
  phone: Phone,
  device: MonitorSmartphone,
  loyalty: BadgeCheck,
  whatsapp: MessageCircle,
  wechat: MessageCircle,
  telegram: MessageCircle,
  postal: MapPin,
  social: AtSign,
};

export const identityIcon = (namespace: string): LucideIcon => icons[namespace] ?? Fingerprint;

/** "Phone", "手机": the kind of an identifier in the reader's words; unknown kinds stay as they were named. */
export function useIdentityName(): (namespace: string) => string {
  const { t } = useTranslation();
  return (namespace) => t(`identity.${namespace}`, { defaultValue: namespace });
}
