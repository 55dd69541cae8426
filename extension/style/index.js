import '@scalescope/widgets/style/index.css'
import './arrow.css'
import './gallery.css'
import './runs.css'
