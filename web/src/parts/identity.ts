import { AtSign, BadgeCheck, Fingerprint, Hash, Mail, MapPin, MessageCircle, MonitorSmartphone, Phone, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Customer } from "../api/types";

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

/** A second thing to know a customer by, beside what they are called: best one that nobody else holds, at last the number here. */
export function secondId(customer: Pick<Customer, "id" | "name" | "identities">): string {
  const others = customer.identities.filter((identity) => identity.value !== customer.name);
  return (others.find((identity) => !identity.shared) ?? others[0])?.value ?? customer.id;
}

type Called = Pick<Customer, "name"> & Partial<Pick<Customer, "anonymous" | "identities">>;

/**
 * What to call a customer. Somebody without a name is called by the server what they can be reached by; who is known by a
 * device only gets its last letters, which tell visitors apart and pretend to be nothing more.
 */
export function useCustomerName(): (customer: Called) => string {
  const { t } = useTranslation();
  return ({ name, anonymous, identities }) => {
    if (!name) return t("customer.anonymous");
    if (!anonymous || !identities?.some((identity) => identity.namespace === "device" && identity.value === name)) return name;
    return t("customer.anonymous_device", { end: name.slice(-4) });
  };
}
