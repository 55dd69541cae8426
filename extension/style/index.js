import '@scalescope/widgets/style/index.css'
