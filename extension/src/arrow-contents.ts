import { type Contents, RestContentProvider } from '@jupyterlab/services'

/** Gives what is known of a file but not its content, which the viewer fetches as bytes if there is room for it. */
export class WithoutContent extends RestContentProvider {
  static readonly id = 'scalescope-without-content'

  override async get(path: string, options?: Contents.IFetchOptions): Promise<Contents.IModel> {
    const model = await super.get(path, { ...options, content: false })
    return { ...model, content: '', format: 'base64' }
  }
}
