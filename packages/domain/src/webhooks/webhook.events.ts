/** A person changed an endpoint. */
export interface WebhookChanged {
  type: 'WebhookChanged';
  endpointId: string;
  what: 'created' | 'changed' | 'paused' | 'removed' | 'continued' | 'replayed' | 'skipped';
}
/** An endpoint did not take a message for days; it stands still there. */
export interface WebhookStopped {
  type: 'WebhookStopped';
  endpointId: string;
  messageId: string;
}
export type WebhookEvent = WebhookChanged | WebhookStopped;
