// The notebooks of the gallery are part of the bundle.
module.exports = { module: { rules: [{ test: /\.ipynb$/, type: 'asset/source' }] } }
