import { createRouter, createWebHistory } from 'vue-router';
import { knowSession, useSession } from './sign-in/session.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Reachable without being signed in. */
    open?: boolean;
    /** i18n key of the page's name, for the window title. */
    title: string;
    /** Whom the page is for; left out: everybody. */
    roles?: readonly string[];
  }
}

/** Those who keep the books. */
export const books: readonly string[] = ['administrator', 'accounting'];
/** Those who run the installation. */
export const administers: readonly string[] = ['administrator'];

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/orders' },
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./sign-in/SignInPage.vue'),
      meta: { open: true, title: 'signIn.title' },
    },
    {
      path: '/orders',
      name: 'orders',
      component: () => import('./orders/OrdersPage.vue'),
      meta: { title: 'nav.orders' },
    },
    {
      path: '/orders/:number',
      name: 'order',
      component: () => import('./orders/OrderPage.vue'),
      props: true,
      meta: { title: 'nav.order' },
    },
    {
      path: '/tickets',
      name: 'tickets',
      component: () => import('./tickets/TicketsPage.vue'),
      meta: { title: 'nav.tickets' },
    },
    {
      path: '/tickets/:number',
      name: 'ticket',
      component: () => import('./tickets/TicketPage.vue'),
      props: true,
      meta: { title: 'nav.ticket' },
    },
    {
      path: '/warehouse',
      name: 'warehouse',
      component: () => import('./warehouse/WarehousePage.vue'),
      meta: { title: 'nav.warehouse' },
    },
    {
      path: '/warehouse/scan',
      name: 'scan',
      component: () => import('./warehouse/ScanPage.vue'),
      meta: { title: 'nav.scan' },
    },
    {
      path: '/shipments',
      name: 'shipments',
      component: () => import('./shipments/ShipmentsPage.vue'),
      meta: { title: 'nav.shipments' },
    },
    {
      path: '/customers',
      name: 'customers',
      component: () => import('./customers/CustomersPage.vue'),
      meta: { title: 'nav.customers' },
    },
    {
      path: '/customers/:id',
      name: 'customer',
      component: () => import('./customers/CustomerPage.vue'),
      props: true,
      meta: { title: 'nav.customer' },
    },
    {
      path: '/invoices',
      name: 'invoices',
      component: () => import('./documents/DocumentsPage.vue'),
      meta: { title: 'nav.invoices' },
    },
    {
      path: '/kpis',
      name: 'kpis',
      component: () => import('./kpis/KpisPage.vue'),
      meta: { title: 'nav.kpis' },
    },
    {
      path: '/kpis/orders',
      name: 'kpi-orders',
      component: () => import('./kpis/KpiOrdersPage.vue'),
      meta: { title: 'kpis.behind' },
    },
    {
      path: '/health',
      name: 'health',
      component: () => import('./health/HealthPage.vue'),
      meta: { title: 'nav.health' },
    },
    { path: '/settings', redirect: '/settings/channels' },
    {
      path: '/settings/channels',
      name: 'channels',
      component: () => import('./channels/ChannelsPage.vue'),
      meta: { title: 'nav.channels' },
    },
    {
      path: '/settings/channels/:code',
      name: 'channel',
      component: () => import('./channels/ChannelPage.vue'),
      props: true,
      meta: { title: 'nav.channel' },
    },
    {
      path: '/products',
      name: 'products',
      component: () => import('./products/ProductsPage.vue'),
      meta: { title: 'nav.products' },
    },
    {
      path: '/settings/carriers',
      name: 'matrix',
      component: () => import('./carriers/MatrixPage.vue'),
      meta: { title: 'nav.matrix' },
    },
    {
      path: '/inbound',
      name: 'inbound',
      component: () => import('./inbound/InboundPage.vue'),
      meta: { title: 'nav.inbound' },
    },
    {
      path: '/settings/transports',
      name: 'transports',
      component: () => import('./transports/TransportsPage.vue'),
      meta: { title: 'nav.transports' },
    },
    {
      path: '/settings/transports/:code',
      name: 'transport',
      component: () => import('./transports/CarrierPage.vue'),
      props: true,
      meta: { title: 'nav.transports' },
    },
    {
      path: '/payments',
      name: 'payments',
      component: () => import('./payments/PaymentsPage.vue'),
      meta: { title: 'nav.payments', roles: books },
    },
    {
      path: '/payments/settlements/:id',
      name: 'settlement',
      component: () => import('./payments/SettlementPage.vue'),
      props: true,
      meta: { title: 'nav.settlement', roles: books },
    },
    {
      path: '/open-items',
      name: 'open-items',
      component: () => import('./payments/OpenItemsPage.vue'),
      meta: { title: 'nav.openItems', roles: books },
    },
    {
      path: '/exports',
      name: 'exports',
      component: () => import('./exports/ExportsPage.vue'),
      meta: { title: 'nav.exports', roles: books },
    },
    {
      path: '/settings/webhooks',
      name: 'webhooks',
      component: () => import('./webhooks/WebhooksPage.vue'),
      meta: { title: 'nav.webhooks', roles: books },
    },
    {
      path: '/settings/tokens',
      name: 'tokens',
      component: () => import('./tokens/TokensPage.vue'),
      meta: { title: 'nav.tokens', roles: administers },
    },
    {
      path: '/no-right',
      name: 'no-right',
      component: () => import('./ui/NoRightPage.vue'),
      meta: { title: 'access.title' },
    },
    {
      path: '/invoices/:number',
      name: 'invoice',
      component: () => import('./invoices/InvoicePage.vue'),
      props: true,
      meta: { title: 'nav.invoice' },
    },
    {
      path: '/settings/rules',
      name: 'rules',
      component: () => import('./rules/RulesPage.vue'),
      meta: { title: 'nav.rules' },
    },
    {
      path: '/settings/assignment',
      name: 'assignment',
      component: () => import('./assignment/AssignmentPage.vue'),
      meta: { title: 'nav.assignment' },
    },
    {
      path: '/:rest(.*)*',
      name: 'nowhere',
      component: () => import('./ui/NowherePage.vue'),
      meta: { title: 'nav.nowhere' },
    },
  ],
});

router.beforeEach(async (to) => {
  await knowSession();
  const { staff } = useSession();
  if (!staff.value && !to.meta.open) return { name: 'sign-in', query: to.path === '/' ? {} : { next: to.fullPath } };
  if (staff.value && to.name === 'sign-in') return { name: 'orders' };
  if (staff.value && to.meta.roles && !to.meta.roles.includes(staff.value.role)) return { name: 'no-right' };
  return true;
});
