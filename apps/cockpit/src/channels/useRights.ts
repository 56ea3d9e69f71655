import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useConnection } from '../live/connection.ts';
import { useSession } from '../sign-in/session.ts';

const DECIDE = ['administrator', 'clerk'];

/** What the signed-in person may do here, and the words for what not; the API decides, this only tells beforehand. */
export function useRights() {
  const { t } = useI18n();
  const { canWrite } = useConnection();
  const { staff } = useSession();
  const administers = computed(() => staff.value?.role === 'administrator');
  const decides = computed(() => DECIDE.includes(staff.value?.role ?? ''));
  const why = (allowed: boolean, words: string) =>
    !allowed ? t(words) : canWrite.value ? undefined : t('live.noWrites');
  return {
    administers,
    /** Why acting is not possible now; undefined when it is. */
    noActing: computed(() => why(decides.value, 'channels.rights.decide')),
    noSetting: computed(() => why(administers.value, 'channels.rights.administer')),
  };
}
