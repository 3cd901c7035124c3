// An app on Dapr's official JavaScript client, over HTTP. Says of each thing it tries whether it went well, one line each.
import dapr from '@dapr/dapr';

const { AbstractActor, ActorId, ActorProxyBuilder, CommunicationProtocolEnum, DaprClient, DaprServer, HttpMethod, Temporal } = dapr;
const sidecar = { daprHost: '127.0.0.1', daprPort: process.env.DAPR_HTTP_PORT, communicationProtocol: CommunicationProtocolEnum.HTTP };
const came = { bulk: [] };

class Counter extends AbstractActor {
  async add(amount) {
    const [isThere, before] = await this.getStateManager().tryGetState('sum');
    const sum = (isThere ? before : 0) + amount;
    await this.getStateManager().setState('sum', sum);
    await this.getStateManager().saveState();
    return sum;
  }

  async waitABit() {
    const [soon, never] = [Temporal.Duration.from({ seconds: 1 }), Temporal.Duration.from({ hours: 1 })];
    await this.registerActorReminder('reminder', soon, never);
    await this.registerActorTimer('timer', 'tick', soon, never, undefined, 7);
  }

  async tick(data) {
    came.timer = data;
  }

  async receiveReminder() {
    came.reminder = true;
  }
}

async function check(what, act) {
  try {
    console.log(`${(await act()) ? 'ok' : 'WRONG'} ${what}`);
  } catch (failure) {
    console.log(`FAILED ${what}: ${failure.stack}`);
  }
}

async function until(condition) {
  while (!condition()) await new Promise((go) => setTimeout(go, 20));
  return true;
}

const server = new DaprServer({ serverHost: '127.0.0.1', serverPort: process.env.APP_PORT, communicationProtocol: CommunicationProtocolEnum.HTTP, clientOptions: sidecar });
const client = new DaprClient(sidecar);
await server.pubsub.subscribe('pubsub', 'single', async (data) => { came.single = data; });
await server.pubsub.subscribeWithOptions('pubsub', 'text', { callback: async (data) => { came.text = data; }, deadLetterTopic: 'dead' });
await server.pubsub.subscribeBulk('pubsub', 'bulk', async (data) => { came.bulk.push(data); });
await server.invoker.listen('hello', async (call) => ({ said: call.body }), { method: HttpMethod.POST });
await server.binding.receive('clock', async () => { came.clock = true; });
await server.actor.init();
await server.actor.registerActor(Counter);
await server.start();

await check('save', async () => !(await client.state.save('store', [{ key: 'a', value: '1' }, { key: 'b', value: { x: 1 } }])).error);
await check('get', async () => (await client.state.get('store', 'b')).x === 1);
await check('get bulk', async () => (await client.state.getBulk('store', ['a', 'b'])).length === 2);
await check('transaction', async () => {
  await client.state.transaction('store', [{ operation: 'upsert', request: { key: 'c', value: '3' } }, { operation: 'delete', request: { key: 'a' } }]);
  return (await client.state.get('store', 'c')) === '3' && (await client.state.get('store', 'a')) === '';
});
await check('delete', async () => {
  await client.state.delete('store', 'c');
  return (await client.state.get('store', 'c')) === '';
});
await check('publish an object', async () => !(await client.pubsub.publish('pubsub', 'single', { m: 1 })).error && until(() => came.single?.m === 1));
await check('publish a text', async () => !(await client.pubsub.publish('pubsub', 'text', 'words')).error && until(() => came.text === 'words'));
await check('publish in bulk', async () => {
  const answer = await client.pubsub.publishBulk('pubsub', 'bulk', [{ event: { n: 1 } }, { event: { n: 2 } }, 'plain']);
  return answer.failedMessages.length === 0 && until(() => came.bulk.length === 3);
});
await check('invoke', async () => (await client.invoker.invoke('script', 'hello', HttpMethod.POST, { q: 1 })).said.length > 0);
await check('input binding', () => until(() => came.clock));
await check('output binding', async () => (await client.binding.send('files', 'create', 'content', { fileName: 'a.txt' })).fileName.endsWith('a.txt'));
await check('secret', async () => (await client.secret.get('secrets', 'SCRIPT_SECRET')).SCRIPT_SECRET === 'hush');
await check('lock', async () => (await client.lock.lock('lock', 'thing', 'me', 10)).success);
await check('unlock', async () => (await client.lock.unlock('lock', 'thing', 'me')).status === 0);
await check('metadata', async () => (await client.metadata.get()).id === 'script');
await check('health', () => client.health.isHealthy());
const counter = new ActorProxyBuilder(Counter, client).build(new ActorId('1'));
await check('actor', async () => (await counter.add(2)) === 2 && (await counter.add(3)) === 5);
await check('reminder and timer', async () => {
  await counter.waitABit();
  return until(() => came.reminder && came.timer === 7);
});
process.exit(0);
