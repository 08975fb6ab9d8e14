import type { ModelParseMethods } from '#shared/ipc/worker/modelParse.ts';
import { serve } from '../serve.ts';
import { createModelParseHandlers } from './modelParseHandlers.ts';

serve<ModelParseMethods>(createModelParseHandlers());
