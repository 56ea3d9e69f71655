import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useConnection } from '../live/connection.ts';
import { administers, decides } from '../sign-in/roles.ts';
import { useSession } from '../sign-in/session.ts';

/** What the signed-in person may do here, and the words for what not; the API decides, this only tells beforehand. */
export function useRights() {
  const { t } = useI18n();
  const { canWrite } = useConnection();
  const { staff } = useSession();
  const mayAdminister = computed(() => administers.includes(staff.value?.role ?? ''));
  const mayDecide = computed(() => decides.includes(staff.value?.role ?? ''));
  const why = (allowed: boolean, words: string) =>
    !allowed ? t(words) : canWrite.value ? undefined : t('live.noWrites');
  return {
    administers: mayAdminister,
    /** Why acting is not possible now; undefined when it is. */
    noActing: computed(() => why(mayDecide.value, 'channels.rights.decide')),
    noSetting: computed(() => why(mayAdminister.value, 'channels.rights.administer')),
  };
}
