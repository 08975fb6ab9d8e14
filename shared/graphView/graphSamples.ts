/** Models that come with the app and do not run where they are meant to. */
export const graphSamples = ['tensorflow', 'tflite', 'caffe2'] as const;

/** One of {@link graphSamples}. */
export type GraphSample = (typeof graphSamples)[number];
