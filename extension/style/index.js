import '@scalescope/widgets/style/index.css'
import './gallery.css'
import './runs.css'
