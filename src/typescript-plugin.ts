/** The door to TypeScript's server: a plugin that tells it what skills may use. It must never throw. */

import type ts from 'typescript-server';
import { surroundedFiles, surroundHost } from './tsserver/host.ts';
import { surroundService } from './tsserver/service.ts';
import { SurroundedFiles } from './tsserver/surrounded.ts';

/** What the server asks for when it has loaded the plugin. */
function init({ typescript }: { readonly typescript: typeof ts }): ts.server.PluginModule {
  let files = new SurroundedFiles({ isCaseSensitive: typescript.sys.useCaseSensitiveFileNames });
  const projects = new Set<ts.server.Project>();
  return {
    create(info) {
      const { project, languageService, languageServiceHost, config } = info;
      // The server for syntax alone knows no types: there is nothing to tell it.
      if (project.projectService.serverMode !== typescript.LanguageServiceMode.Semantic)
        return languageService;
      const known = surroundedFiles(languageServiceHost);
      if (known !== undefined) {
        files = known;
        projects.add(project);
        return languageService;
      }
      try {
        files.configure(config);
        surroundHost(languageServiceHost, files);
        projects.add(project);
        return surroundService(typescript, { service: languageService, host: languageServiceHost, files });
      } catch (error) {
        project.projectService.logger.info(`Skillsmith's plugin does not start: ${String(error)}`);
        return languageService;
      }
    },
    onConfigurationChanged(config) {
      const changed = files.configure(config);
      for (const project of projects) {
        if (project.isClosed()) projects.delete(project);
        else if (changed === undefined || changed.some(path => isIn(project, path))) {
          project.updateGraph();
          project.refreshDiagnostics();
        }
      }
    },
  };

  function isIn(project: ts.server.Project, path: string): boolean {
    return project.containsFile(typescript.server.toNormalizedPath(path));
  }
}

export default init;
