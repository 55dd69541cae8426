import { existsSync } from 'node:fs'

const browsers = ['/usr/lib/chromium', '/usr/lib64/chromium-browser', '/usr/lib/chromium-browser']

/**
 * What makes Vulkan find SwiftShader, a GPU in software that Chromium brings along, in a process started with it. Empty where
 * there is none, or Vulkan has been told what to use.
 * @returns {Record<string, string>}
 */
export function softwareGpu() {
  const folder = browsers.find((browser) => existsSync(`${browser}/vk_swiftshader_icd.json`))
  if (!folder || process.env.VK_DRIVER_FILES) return {}
  const libraries = process.env.LD_LIBRARY_PATH
  return {
    VK_DRIVER_FILES: `${folder}/vk_swiftshader_icd.json`,
    // Last, so that Chromium's Vulkan loader is taken only where the system has none.
    LD_LIBRARY_PATH: libraries ? `${libraries}:${folder}` : folder,
  }
}
