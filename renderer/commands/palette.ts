import { createSpotlight } from '@mantine/spotlight';

/** Whether the palette is open and what is typed into it; and the calls that open and close it. */
export const [paletteStore, palette] = createSpotlight();
