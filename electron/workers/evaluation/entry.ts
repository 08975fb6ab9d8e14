import type { EvaluationMethods } from '#shared/ipc/worker/evaluation.ts';
import { serve } from '../serve.ts';
import { evaluationHandlers } from './evaluationHandlers.ts';

serve<EvaluationMethods>(evaluationHandlers());
