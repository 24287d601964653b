/** Outcomes as OpenTelemetry's traces and metrics over OTLP/HTTP: a span and a measurement for each call of a skill. */

import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Call, Outcome } from '../../run/outcome.ts';
import type { Exporter, ExporterOptions } from './monitor.ts';

/** A run with more calls says how many are left out. */
const maxSpans = 1_000;
const sendEveryMs = 2_000;

/** Anything of the SDK that sends, as far as its successes and failures are concerned. */
interface Sender {
  export(items: never, done: (result: { readonly code: number; readonly error?: Error }) => void): void;
}

export function createExporter({ endpoint, version, patienceMs, onNotice }: ExporterOptions): Exporter {
  const resource = resourceFromAttributes({ 'service.name': 'skillsmith', 'service.version': version });
  const base = endpoint.replace(/\/+$/, '');
  const health = new Health(base, onNotice);
  const spans = health.watch(new OTLPTraceExporter({ url: `${base}/v1/traces`, timeoutMillis: patienceMs }));
  const measurements = health.watch(
    new OTLPMetricExporter({ url: `${base}/v1/metrics`, timeoutMillis: patienceMs }),
  );
  const processor = new BatchSpanProcessor({
    exporter: spans,
    maxQueueSize: 20_000,
    scheduledDelayMillis: sendEveryMs,
    exportTimeoutMillis: patienceMs,
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: measurements,
    // The SDK takes no shorter interval than what one request may take.
    exportIntervalMillis: Math.max(sendEveryMs, patienceMs),
    exportTimeoutMillis: patienceMs,
  });
  const tracers = new TracerProvider({ resource, spanProcessors: [processor] });
  const meters = new MeterProvider({ resource, readers: [reader] });
  const tracer = tracers.getTracer('skillsmith', version);
  const meter = meters.getMeter('skillsmith', version);
  const counter = meter.createCounter('skillsmith.skill.calls', {
    description: 'Calls of skills that ended.',
  });
  const duration = meter.createHistogram('skillsmith.skill.duration', {
    description: 'How long calls of skills took.',
    unit: 'ms',
  });

  const record = (outcome: Outcome): void => {
    const calls = inOrder(outcome.calls);
    const parents = new Map<Call, Span>();
    for (const { call, parent } of calls) {
      const measured = { 'skillsmith.skill': call.skill, 'skillsmith.status': call.status };
      counter.add(1, measured);
      duration.record(call.durationMs, measured);
      if (parents.size >= maxSpans) continue;
      const above = parent === undefined ? undefined : parents.get(parent);
      const context = above === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, above);
      const startTime = outcome.startedAt + call.startedMs;
      const attributes =
        parent === undefined ? { ...ofCall(call), ...ofRun(outcome, calls.length) } : ofCall(call);
      const span = tracer.startSpan(
        `skill:${call.skill}`,
        { kind: SpanKind.INTERNAL, startTime, attributes },
        context,
      );
      if (call.status !== 'completed')
        span.setStatus({ code: SpanStatusCode.ERROR, message: call.error ?? call.status });
      span.end(startTime + call.durationMs);
      parents.set(call, span);
    }
  };

  return {
    record,
    async close() {
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
    },
  };
}

function ofCall(call: Call): Attributes {
  return {
    'skillsmith.skill': call.skill,
    'skillsmith.status': call.status,
    'skillsmith.success': call.status === 'completed',
    'skillsmith.latency_ms': call.durationMs,
    'skillsmith.input_bytes': call.inputBytes,
    'skillsmith.result_bytes': call.resultBytes,
    ...(call.error !== undefined && { 'skillsmith.error': call.error }),
  };
}

function ofRun({ error, estimatedTokens, droppedCalls = 0 }: Outcome, callCount: number): Attributes {
  const left = Math.max(0, callCount - maxSpans) + droppedCalls;
  return {
    'skillsmith.tokens': estimatedTokens,
    ...(error !== undefined && { 'error.type': error.code ?? error.name }),
    ...(left > 0 && { 'skillsmith.calls_left_out': left }),
  };
}

/** Callers before their callees, however deep the tree is. */
function inOrder(root: Call): readonly { readonly call: Call; readonly parent: Call | undefined }[] {
  const found: { call: Call; parent: Call | undefined }[] = [{ call: root, parent: undefined }];
  for (const { call } of found) for (const callee of call.calls) found.push({ call: callee, parent: call });
  return found;
}

/** Says once that a collector does not answer, and is quiet until it has answered again. */
class Health {
  readonly #endpoint: string;
  readonly #onNotice: (sentence: string) => void;
  #isAway = false;

  constructor(endpoint: string, onNotice: (sentence: string) => void) {
    this.#endpoint = endpoint;
    this.#onNotice = onNotice;
  }

  watch<T extends Sender>(sender: T): T {
    const send = sender.export.bind(sender);
    sender.export = (items, done) =>
      send(items, result => {
        this.#note(result.error);
        done(result);
      });
    return sender;
  }

  #note(error: Error | undefined): void {
    if (error !== undefined && !this.#isAway)
      this.#onNotice(
        `The collector at ${this.#endpoint} does not take what runs: ${error.message}. Runs go on; what it misses is dropped.`,
      );
    this.#isAway = error !== undefined;
  }
}
