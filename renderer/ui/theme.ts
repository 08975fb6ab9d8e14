import {
  ActionIcon,
  Badge,
  Button,
  createTheme,
  Kbd,
  Menu,
  Modal,
  NumberInput,
  Progress,
  Radio,
  SegmentedControl,
  Select,
  Slider,
  Switch,
  TextInput,
  Tooltip,
  type MantineColorsTuple,
} from '@mantine/core';
import classes from './theme.module.css';

const indigo: MantineColorsTuple = [
  '#eef0ff',
  '#e0e3fe',
  '#c7cbfd',
  '#a5abfb',
  '#8187f7',
  '#6366f1',
  '#4f46e5',
  '#4338ca',
  '#3730a3',
  '#312e81',
];

/** Mantine's dark greys without their blue, in its order: text first, deepest ground last. */
const dark: MantineColorsTuple = [
  '#ececf0',
  '#b9b9c2',
  '#9797a2',
  '#74747f',
  '#3c3c44',
  '#313138',
  '#26262b',
  '#1c1c20',
  '#17171a',
  '#121215',
];

const gray: MantineColorsTuple = [
  '#fbfbfc',
  '#f3f3f5',
  '#ececef',
  '#dedee3',
  '#c6c6ce',
  '#8b8b95',
  '#666670',
  '#4c4c55',
  '#33333a',
  '#1b1b1f',
];

const quick = { duration: 120 };

/** ui.md section 7: 13 px text, a grid of 4 px, radius 6, neutral greys and one accent. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 6,
  colors: { indigo, dark, gray },
  black: '#1b1b1f',
  fontFamily: 'var(--surd-font)',
  fontFamilyMonospace: 'var(--surd-mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.5', xl: '1.35' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontFamily: 'var(--surd-font)', fontWeight: '600' },
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Badge: Badge.extend({
      defaultProps: { variant: 'default', size: 'md', radius: 'sm', tt: 'none', fw: 500 },
    }),
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { size }) => ({
        root:
          size === 'sm'
            ? { '--button-height': '32px', '--button-padding-x': '14px', '--button-fz': '13px' }
            : {},
      }),
    }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        transitionProps: quick,
        position: 'bottom-start',
        offset: 4,
        withInitialFocusPlaceholder: false,
      },
      classNames: {
        dropdown: classes['menu'] ?? '',
        item: classes['menuItem'] ?? '',
        itemSection: classes['menuSection'] ?? '',
        label: classes['menuLabel'] ?? '',
      },
    }),
    Modal: Modal.extend({
      defaultProps: { transitionProps: quick, centered: true, radius: 'lg', padding: 20 },
      classNames: {
        title: classes['modalTitle'] ?? '',
        content: classes['modal'] ?? '',
        header: classes['modal'] ?? '',
      },
    }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs', hideControls: true } }),
    Progress: Progress.extend({ defaultProps: { size: 4, radius: 2 } }),
    Radio: Radio.extend({ classNames: { description: classes['description'] ?? '' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs', transitionDuration: 120 } }),
    Select: Select.extend({
      defaultProps: {
        size: 'xs',
        allowDeselect: false,
        comboboxProps: { transitionProps: quick, shadow: 'md' },
      },
    }),
    Slider: Slider.extend({ defaultProps: { size: 4, thumbSize: 12 } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 450, transitionProps: quick, withArrow: false, offset: 6 },
    }),
  },
});
