import { setTimeout as wait } from 'node:timers/promises';
import { type Serving, servingOf } from '../store/serving.ts';
import { EXIT, type Terminal } from '../terminal.ts';

/** How often the server is looked at. */
const LOOK_MS = 50;

/**
 * Waits until the server of a data folder answers with a publication and its frozen cuts, and says so; where none runs, says that. A
 * server that starts takes over what is newest by itself. Answers the server that has it.
 */
export async function awaitServer(
  dataFolder: string,
  { publication, cuts }: { readonly publication: number; readonly cuts: number },
  terminal: Terminal,
): Promise<Serving | undefined> {
  for (;;) {
    const serving = servingOf(dataFolder);
    if (serving === undefined) {
      terminal.tell({
        'zh-CN': '此数据文件夹没有服务在运行；下次启动（guiju start）时生效',
        en: 'No server runs on this data folder; it is in force when one starts (guiju start)',
      });
      return undefined;
    }
    if (serving.inForce === null) return undefined;
    if (serving.inForce.publication >= publication && serving.inForce.cuts >= cuts) {
      terminal.tell({ 'zh-CN': `服务 ${serving.url} 已生效`, en: `In force at ${serving.url}` });
      return serving;
    }
    if (serving.fault !== null) {
      terminal.tell({
        'zh-CN': `已发布，但服务 ${serving.url} 无法读取：${serving.fault}`,
        en: `Published, but the server ${serving.url} cannot read it: ${serving.fault}`,
      });
      terminal.end(EXIT.failed);
      return undefined;
    }
    await wait(LOOK_MS);
  }
}
