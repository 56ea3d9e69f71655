import { administers, books } from '../router.ts';

/** A page of the navigation. */
export interface NavLink {
  to: string;
  /** In i18n: nav.<key>. */
  key: string;
  icon: string;
  /** The key after g that leads there. */
  chord?: string;
  /** Only these may open it. */
  roles?: readonly string[];
}

const decides = ['administrator', 'clerk'];
const allGroups: { name: string; links: NavLink[] }[] = [
  {
    name: 'work',
    links: [
      { to: '/orders', key: 'orders', icon: 'i-lucide-package', chord: 'o' },
      { to: '/tickets', key: 'tickets', icon: 'i-lucide-inbox', chord: 't' },
      { to: '/warehouse', key: 'warehouse', icon: 'i-lucide-warehouse', chord: 'w' },
      { to: '/shipments', key: 'shipments', icon: 'i-lucide-package-check' },
      { to: '/inbound', key: 'inbound', icon: 'i-lucide-mailbox' },
    ],
  },
  {
    name: 'money',
    links: [
      { to: '/invoices', key: 'invoices', icon: 'i-lucide-receipt-text' },
      { to: '/payments', key: 'payments', icon: 'i-lucide-banknote', chord: 'p', roles: books },
      { to: '/open-items', key: 'openItems', icon: 'i-lucide-scale', roles: books },
      { to: '/exports', key: 'exports', icon: 'i-lucide-file-output', roles: books },
    ],
  },
  {
    name: 'data',
    links: [
      { to: '/customers', key: 'customers', icon: 'i-lucide-contact-round' },
      { to: '/products', key: 'products', icon: 'i-lucide-boxes' },
    ],
  },
  {
    name: 'insight',
    links: [
      { to: '/kpis', key: 'kpis', icon: 'i-lucide-chart-line', chord: 'k' },
      { to: '/health', key: 'health', icon: 'i-lucide-heart-pulse' },
    ],
  },
  {
    name: 'settings',
    links: [
      { to: '/settings/channels', key: 'channels', icon: 'i-lucide-store', chord: 's' },
      { to: '/settings/carriers', key: 'matrix', icon: 'i-lucide-truck' },
      { to: '/settings/transports', key: 'transports', icon: 'i-lucide-arrow-left-right' },
      { to: '/settings/rules', key: 'rules', icon: 'i-lucide-hand', roles: decides },
      { to: '/settings/assignment', key: 'assignment', icon: 'i-lucide-users-round', roles: decides },
      { to: '/settings/webhooks', key: 'webhooks', icon: 'i-lucide-webhook', roles: books },
      { to: '/settings/tokens', key: 'tokens', icon: 'i-lucide-key-round', roles: administers },
    ],
  },
];

/** The navigation of somebody with this role: only what the role may open. */
export const navOf = (role: string | undefined) =>
  allGroups
    .map((group) => ({ ...group, links: group.links.filter(({ roles }) => !roles || roles.includes(role ?? '')) }))
    .filter(({ links }) => links.length);

/** Where g and a letter lead. */
export const placeOf = (chord: string, role: string | undefined) =>
  navOf(role)
    .flatMap(({ links }) => links)
    .find((link) => link.chord === chord)?.to;
