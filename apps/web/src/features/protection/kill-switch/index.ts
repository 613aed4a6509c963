export { SwitchedOffNote } from './switched-off-note.tsx';
