import { create } from 'zustand';
import { isProblem } from './refusal.ts';

interface Asked {
  /** Answers the question; true when the person has proved to be who they are. */
  settle: (confirmed: boolean) => void;
}

/** Whether “Confirm it’s you” is being asked at the moment. The dialog that asks stands in app. */
export const useConfirmation = create<{ asked: Asked | null }>(() => ({ asked: null }));

let open: Promise<boolean> | null = null;

/**
 * Runs a deed; when the server wants to be sure first that it is still the same person, asks them and runs the deed
 * once more. Deeds that are refused while the question stands wait for the same answer.
 *
 * @throws what the deed threw, the first refusal too when the person turns the question away
 */
export async function confirmed<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (refusal) {
    if (!isProblem(refusal) || refusal.problem.code !== 'confirmation_required') throw refusal;
    open ??= ask();
    if (!(await open)) throw refusal;
    return deed();
  }
}

function ask(): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isConfirmed: boolean) => {
      open = null;
      useConfirmation.setState({ asked: null });
      resolve(isConfirmed);
    };
    useConfirmation.setState({ asked: { settle } });
  });
}
