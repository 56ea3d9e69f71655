import { Document } from '@kontor/domain/documents/document.entity';
import { sqlArray } from '@kontor/domain/kernel/batch';
import { Rejection } from '@kontor/domain/kernel/rejection';
import type { PickLine } from '@kontor/domain/shipments/pick-list';
import { Shipment } from '@kontor/domain/shipments/shipment.entity';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Who fetches more at once loses track. */
const mostShipments = 100;

/** The shipment that a scanned paper names; of an order with several the one that still waits. */
export async function shipmentOfCode(em: EntityManager, code: string): Promise<Shipment | null> {
  const text = code.trim().toUpperCase();
  if (!text) return null;
  const [found] = (await em.execute(
    `select s.id from shipment s join sales_order o on o.id = s.order_id
      where ? in (s.number, s.delivery_note_number, o.number, o.delivery_note_number)
      order by ? in (s.number, s.delivery_note_number) desc, s.state = 'packing' desc, s.number limit 1`,
    [text, text],
  )) as { id: string }[];
  return found ? em.findOne(Shipment, found.id) : null;
}

/** The lines of shipments that wait to be packed. Throws Rejection (too_many_shipments). */
export async function shipmentsToPick(em: EntityManager, shipmentIds: string[]): Promise<PickLine[]> {
  if (shipmentIds.length > mostShipments) throw new Rejection('too_many_shipments', { most: mostShipments });
  return (await em.execute(
    `select s.number as shipment, l.sku, l.title, coalesce(part.quantity, l.quantity) as quantity, p.bin
       from shipment s join order_line l on l.order_id = s.order_id left join product p on p.sku = l.sku
       left join lateral (select quantity from jsonb_to_recordset(s.lines) as of ("lineId" uuid, quantity int) where "lineId" = l.id) part on true
      where s.id = any(?::uuid[]) and s.state = 'packing' and (s.lines is null or part.quantity is not null) order by s.number, l.position`,
    [sqlArray(shipmentIds)],
  )) as PickLine[];
}

/** The delivery notes of these shipments, in the order in which they were asked for. Throws Rejection (too_many_shipments). */
export async function deliveryNotesOf(em: EntityManager, shipmentIds: string[]): Promise<Document[]> {
  if (shipmentIds.length > mostShipments) throw new Rejection('too_many_shipments', { most: mostShipments });
  const rows = (await em.execute(
    `select d.id from unnest(?::uuid[]) with ordinality as asked (id, position)
       join shipment s on s.id = asked.id join document d on d.kind = 'delivery_note' and d.number = s.delivery_note_number
      order by asked.position`,
    [sqlArray(shipmentIds)],
  )) as { id: string }[];
  const ids = [...new Set(rows.map(({ id }) => id))];
  const documents = new Map(
    (await em.find(Document, { id: { $in: ids } }, { populate: ['bytes'] })).map((document) => [document.id, document]),
  );
  return ids.map((id) => documents.get(id)!);
}
