import express, { type Router } from 'express';
import { faultSettings } from '../faults.ts';
import { faultNames, faultOf, type FaultName } from '../fault-words.ts';
import { scenarioShape, type Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import { faultsPage } from './faults-page.ts';

/** Switches faults: by the API, by the page, and by a scenario. */
export function faultsRoutes(world: World, scenario: Scenario): Router {
  const router = express.Router();
  router.get('/faults', (_request, response) => void response.send(faultsPage(world, scenario)));
  router.get('/faults.json', (_request, response) => void response.json(world.faults.list()));
  router.post('/faults', express.json(), (request, response) => {
    const parsed = faultSettings.safeParse(request.body ?? {});
    if (!parsed.success) return void response.status(400).json({ error: parsed.error.issues[0]?.message });
    world.faults.switch(parsed.data);
    response.json(world.faults.list());
  });
  router.post('/faults/:name', express.urlencoded({ extended: false }), (request, response) => {
    const name = faultNames.find((known) => known === request.params.name);
    if (!name) return void response.status(404).send('There is no such fault.');
    const parsed = faultSettings.safeParse({ [name]: settingOf(name, request.body as Record<string, string>) });
    if (!parsed.success) return void response.status(400).send('This fault cannot be switched so.');
    world.faults.switch(parsed.data);
    response.redirect(303, '/faults');
  });
  router.post('/scenario', express.json(), (request, response) => {
    const parsed = scenarioShape.safeParse(request.body);
    if (!parsed.success) return void response.status(400).json({ error: parsed.error.issues[0]?.message });
    scenario.play(parsed.data);
    response.json({ steps: parsed.data.steps.length });
  });
  return router;
}

/** The fields of the page's form; empty ones are not given. */
function settingOf(name: FaultName, form: Record<string, string>): unknown {
  if (form.on !== 'yes') return false;
  const value = form.value && typeof faultOf(name).value?.usual === 'number' ? Number(form.value) : form.value;
  return {
    ...(form.times ? { times: form.times === 'always' ? 'always' : Number(form.times) } : {}),
    ...(form.operation ? { operation: form.operation } : {}),
    ...(value === undefined || value === '' ? {} : { value }),
  };
}
