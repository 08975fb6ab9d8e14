import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import '@mantine/notifications/styles.css';
import '../ui/fonts.css';
import '../ui/tokens.css';
import { createRoot } from 'react-dom/client';
import { startApp } from './startApp.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
void startApp(window.surd, createRoot(root));
