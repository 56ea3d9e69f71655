import { createRouter, createWebHistory } from 'vue-router';
import { knowSession, useSession } from './sign-in/session.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Reachable without being signed in. */
    open?: boolean;
    /** i18n key of the page's name, for the window title. */
    title: string;
  }
}

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
  return true;
});
